"""All policies on all cases, on as many cores as asked for."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import chain, zip_longest

from millrace.domain.deadlines import Past
from ops.bench.deadlines.cases import Case
from ops.bench.deadlines.optimum import optimum
from ops.bench.deadlines.policies import POLICIES
from ops.bench.deadlines.replay import EPOCH, replay
from ops.bench.deadlines.traces import Group

_ROUNDING = 1e-6


class BelowOptimumError(RuntimeError):
    """A policy was cheaper than what is possible: the rules are not the same for both."""


@dataclass(frozen=True)
class Ended:
    """One policy on one case."""

    policy: str
    region: str
    zones: int
    slack: float
    over_optimum: float
    over_on_demand: float
    moves: int
    missed: bool


def outcomes(cases: Sequence[Case], *, workers: int) -> list[Ended]:
    if workers == 1:
        return list(chain.from_iterable(map(_of_case, cases)))
    with ProcessPoolExecutor(workers) as pool:
        return list(chain.from_iterable(pool.map(_of_case, cases, chunksize=12)))


def _of_case(case: Case) -> list[Ended]:
    least = optimum(case.job, case.available)
    return [_of_policy(case, name, least) for name in POLICIES]


def _of_policy(case: Case, name: str, least: float) -> Ended:
    outcome = replay(case, POLICIES[name](case.job), pasts(case.group))
    if not outcome.missed and outcome.cost < least - _ROUNDING:
        raise BelowOptimumError(f"{name} cost {outcome.cost} where {least} is the least possible")
    return Ended(
        policy=name,
        region=case.group.region,
        zones=len(case.group.traces),
        slack=case.slack,
        over_optimum=outcome.cost / least,
        over_on_demand=outcome.cost / case.job.on_demand_cost,
        moves=outcome.moves,
        missed=outcome.missed,
    )


@lru_cache(maxsize=2)
def pasts(group: Group) -> list[Past]:
    """What was seen up to each tick, and at it."""
    found, past = [], Past()
    for tick, of_tick in enumerate(zip_longest(*(trace.seen for trace in group.traces))):
        seen = zip(group.zones, of_tick, strict=True)
        now = EPOCH + timedelta(seconds=tick * group.gap)
        past = past.seen(now, {zone: up for zone, up in seen if up is not None})
        found.append(past)
    return found
