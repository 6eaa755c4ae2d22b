"""One policy on one case, tick by tick: what it cost, and whether the deadline held."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from millrace.domain.deadlines import Choice, OnDemand, Past, Run, Situation, Spot, Wait
from ops.bench.deadlines.cases import Case, Job

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


Policy: TypeAlias = Callable[[Situation], Choice]
"""Of one job, from its start to its end."""
Policies: TypeAlias = Mapping[str, Callable[[Job], Policy]]


@dataclass(frozen=True)
class Outcome:
    """Seconds of on-demand."""

    cost: float
    moves: int
    """Starts after the first."""
    missed: bool


@dataclass(frozen=True)
class _Held:
    work: int
    spent: float = 0.0
    run: Run | None = None
    starts: int = 0
    done: bool = False


def replay(case: Case, policy: Policy, pasts: Sequence[Past]) -> Outcome:
    """``pasts`` by tick of the trace; each holds what was seen up to it, and it."""
    held, job = _Held(case.job.work), case.job
    ups = case.available
    for tick in range(job.ticks):
        seen = dict(zip(case.group.zones, map(bool, ups[:, tick]), strict=True))
        past = pasts[min(case.start + tick, len(pasts) - 1)]
        situation = _situation(case, tick, held, seen, past)
        held = _after(held, policy(situation), situation, job, job.length(tick))
        if held.done:
            break
    return Outcome(held.spent, max(0, held.starts - 1), missed=not held.done)


def _situation(
    case: Case, tick: int, held: _Held, seen: Mapping[str, bool], past: Past
) -> Situation:
    job, now = case.job, EPOCH + timedelta(seconds=(case.start + tick) * case.job.gap)
    run = held.run
    if run and run.zone and not seen[run.zone]:
        run = None
    start = run.restart_left.total_seconds() if run and run.zone is None else job.restart
    return Situation(
        now=now,
        deadline=EPOCH + timedelta(seconds=case.start * job.gap + job.deadline),
        work_left=timedelta(seconds=held.work),
        restart=timedelta(seconds=job.restart),
        spot_price=job.spot_price,
        running=run,
        available=seen,
        history=past,
        tick=timedelta(seconds=job.gap),
        saved=timedelta(seconds=job.on_demand_cost - held.spent - held.work - start),
    )


def _after(held: _Held, choice: Choice, situation: Situation, job: Job, length: int) -> _Held:
    if isinstance(choice, Wait):
        return replace(held, run=None)
    run = situation.running
    if run is None or run.choice != choice:
        run = _begun(choice, situation)
        held = replace(held, starts=held.starts + 1)
    restart = int(run.restart_left.total_seconds())
    time = min(length, restart + held.work)
    return replace(
        held,
        work=held.work - max(0, time - restart),
        spent=held.spent + time * (job.spot_price if run.zone else 1.0),
        run=replace(run, restart_left=timedelta(seconds=max(0, restart - time))),
        done=time == restart + held.work,
    )


def _begun(choice: Spot | OnDemand, situation: Situation) -> Run:
    zone = choice.zone if isinstance(choice, Spot) else None
    if zone is not None and not situation.available[zone]:
        raise NoSpotError(f"a policy chose spot in {zone}, which had none at {situation.now}")
    return Run(zone=zone, since=situation.now, restart_left=situation.restart)


class NoSpotError(RuntimeError):
    """A policy chose what was not to be had."""
