"""Which chunk: the cheapest, the fastest, and what lies between."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ops.sizing.plan import Plan
from ops.sizing.work import Terms, Work

SMALLEST_ARRAY, LARGEST_ARRAY = 2, 10_000
"""AWS Batch: docs.aws.amazon.com/batch/latest/userguide/array_jobs.html."""

_NEARLY = 1.05
_NEAR = 1.4
_TOO_SMALL = 0.0001
_ROUND = 0.1


class NoPlanError(ValueError):
    """No chunk keeps what must be kept."""


@dataclass(frozen=True)
class Choices:
    cheapest: Plan
    fastest: Plan
    nearly: Plan
    """The fastest of those that cost at most a twentieth more than the cheapest."""
    smaller: Plan | None
    larger: Plan | None
    """The cheapest one's neighbours: half the chunk, twice the chunk."""


def chunks(items: int) -> Iterator[int]:
    """For each size of an array the smallest chunk that makes it: the most even one."""
    largest = min(items, LARGEST_ARRAY)
    sizes = range(largest, SMALLEST_ARRAY - 1, -1)
    yield from dict.fromkeys(math.ceil(items / size) for size in sizes)


def plans(work: Work, terms: Terms) -> list[Plan]:
    """All that keep the timeout and the bound on the risk, the smallest chunk first."""
    if work.items < SMALLEST_ARRAY:
        raise NoPlanError(f"an array has at least {SMALLEST_ARRAY} children, the work 1 item")
    every = [Plan(chunk, work, terms) for chunk in chunks(work.items)]
    in_time = [plan for plan in every if plan.in_time]
    if not in_time:
        raise NoPlanError(_too_long(every[0]))
    safe = [plan for plan in in_time if plan.safe]
    if not safe:
        raise NoPlanError(too_risky(min(in_time, key=lambda plan: plan.risk)))
    return safe


def choices(work: Work, terms: Terms) -> Choices:
    return among(plans(work, terms))


def among(every: list[Plan]) -> Choices:
    cheapest = min(every, key=lambda plan: (plan.usd, plan.seconds))
    affordable = [plan for plan in every if plan.usd <= _NEARLY * cheapest.usd]
    by_chunk = {plan.chunk: plan for plan in every}
    return Choices(
        cheapest=cheapest,
        fastest=min(every, key=lambda plan: (plan.seconds, plan.usd)),
        nearly=min(affordable, key=lambda plan: (plan.seconds, plan.usd)),
        smaller=_nearest(by_chunk, cheapest.chunk / 2),
        larger=_nearest(by_chunk, cheapest.chunk * 2),
    )


def by_fleet(work: Work, terms: Terms, rooms: list[int]) -> list[Plan]:
    """The fastest affordable plan for each number of children that may run at once."""
    return [choices(work, replace(terms, at_once=room)).nearly for room in rooms]


def limit_of(plan: Plan) -> str:
    """What keeps its chunk from being larger, if it is not the cost."""
    larger = [chunk for chunk in chunks(plan.work.items) if chunk > plan.chunk]
    if not larger:
        return f"an array of at least {SMALLEST_ARRAY} children"
    following = Plan(min(larger), plan.work, plan.terms)
    if not following.in_time:
        return "the timeout"
    return "" if following.safe else "the bound on running out of attempts"


def too_risky(plan: Plan) -> str:
    return (
        f"with chunks of {plan.chunk} a child runs out of its {plan.terms.attempts} attempts with "
        f"a chance of {percent(plan.risk)}, above {percent(plan.terms.most_risk)}"
    )


def percent(chance: float) -> str:
    if 0 < chance < _TOO_SMALL:
        return f"< {100 * _TOO_SMALL:g} %"
    return f"{100 * chance:.2g} %" if chance < _ROUND else f"{chance:.0%}".replace("%", " %")


def _too_long(plan: Plan) -> str:
    return (
        f"a child with the smallest chunk, {plan.chunk}, takes {plan.child.longest_seconds:.0f} "
        f"seconds, and its timeout is {plan.terms.timeout_seconds:.0f}"
    )


def _nearest(by_chunk: dict[int, Plan], wanted: float) -> Plan | None:
    """Near enough, so that it is an alternative and not the same once more."""
    near = [chunk for chunk in by_chunk if 1 / _NEAR <= chunk / wanted <= _NEAR]
    return by_chunk[min(near, key=lambda chunk: abs(chunk - wanted))] if near else None
