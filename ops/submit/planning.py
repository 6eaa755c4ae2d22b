"""The plan of an array job: the environment file's limits and prices, and what was measured."""

from argparse import Namespace
from dataclasses import dataclass, replace

from config.catalogue import fargate
from config.fleets import Fleet
from config.jobs import Capacity
from ops.session import RefusalError
from ops.sizing.choices import (
    LARGEST_ARRAY,
    SMALLEST_ARRAY,
    Choices,
    NoPlanError,
    among,
    by_fleet,
    plans,
    too_risky,
)
from ops.sizing.plan import Plan
from ops.sizing.slots import Need, Room, room_on_fargate, room_on_instances, slots
from ops.sizing.work import Terms, Work, WorkError
from ops.submit.order import Order
from ops.submit.parameters import COUNTED

_FLEETS = (0.25, 0.5, 1, 2, 4)
_MINUTE = 60


@dataclass(frozen=True)
class Planned:
    plan: Plan
    """What is submitted."""
    choices: Choices
    room: Room
    price_of: float
    """What of the on-demand price is paid."""
    fleets: list[Plan]


def planned(asked: Namespace, order: Order) -> Planned:
    _refuse_unless_countable(asked, order)
    room, on_spot = _room(order), order.job.capacity is Capacity.SPOT
    price_of = 1 - asked.spot_discount if on_spot else 1.0
    terms = Terms(
        at_once=room.at_once,
        usd_per_hour=room.usd_per_hour * price_of,
        interruptions_per_hour=asked.interruptions_per_hour if on_spot else 0.0,
        attempts=order.job.attempts,
        timeout_seconds=order.job.timeout_minutes * _MINUTE,
        checkpoint_seconds=asked.checkpoint_seconds,
        most_risk=asked.risk,
    )
    try:
        work = _work(asked)
        every = plans(work, terms)
    except (NoPlanError, WorkError) as error:
        raise RefusalError(f"{order.name}: {error}{_way_out(error)}") from error
    choices = among(_within(asked.within_minutes, every))
    plan = _given(asked.chunk, work, terms) if asked.chunk is not None else choices.cheapest
    rooms = sorted({max(1, round(room.at_once * times)) for times in _FLEETS})
    return Planned(plan, choices, room, price_of, by_fleet(work, terms, rooms))


def _work(asked: Namespace) -> Work:
    return Work(
        items=asked.items,
        seconds_per_item=asked.seconds_per_item,
        spread_seconds=asked.spread_seconds,
        startup_seconds=asked.startup_seconds,
    )


def _room(order: Order) -> Room:
    job = order.job
    need = Need(vcpus=job.vcpus, memory_mib=job.memory_mib, gpus=job.gpus)
    if isinstance(order.pool, Fleet):
        return room_on_instances(slots(need, order.pool.choices), order.max_vcpus)
    return room_on_fargate(need, order.max_vcpus, fargate())


def _given(chunk: int, work: Work, terms: Terms) -> Plan:
    """The chunk that the person chose, held to the same limits."""
    plan = Plan(chunk, work, terms)
    if plan.children > LARGEST_ARRAY:
        least = -(-work.items // LARGEST_ARRAY)
        raise RefusalError(
            f"chunk {chunk} makes {plan.children} children, and an array of AWS Batch has at most "
            f"{LARGEST_ARRAY}: make chunk {least} or more"
        )
    if plan.children < SMALLEST_ARRAY:
        raise RefusalError(
            f"chunk {chunk} leaves {plan.children} child, and an array of AWS Batch has at least "
            f"{SMALLEST_ARRAY}: make chunk {work.items - 1} or less"
        )
    if not plan.in_time:
        raise RefusalError(
            f"chunk {chunk} takes a child {plan.child.longest_seconds:.0f} seconds, and its "
            f"timeout is {terms.timeout_seconds:.0f}: make the chunk smaller"
        )
    if not plan.safe:
        raise RefusalError(f"{too_risky(plan)}: make the chunk smaller, or --risk larger")
    return plan


def _within(minutes: float, every: list[Plan]) -> list[Plan]:
    fast = [plan for plan in every if plan.seconds <= minutes * _MINUTE]
    if not fast:
        least = min(plan.seconds for plan in every) / _MINUTE
        raise RefusalError(
            f"no chunk is through within {minutes:g} minutes: the fastest takes {least:.1f}"
        )
    return fast


def _refuse_unless_countable(asked: Namespace, order: Order) -> None:
    if getattr(order.job, "nodes", 1) > 1:
        raise RefusalError(f"{order.name} runs on several nodes, and those make no array")
    missing = [name for name in COUNTED if name not in order.given.parameters]
    if missing:
        raise RefusalError(
            f"{order.name} has no parameter {' and no '.join(missing)}, so its work cannot be cut "
            "into chunks: submit it without --items"
        )
    for name in COUNTED:
        if name in order.parameters:
            raise RefusalError(f"--set {name} and --items contradict each other: leave one out")
    for name in COUNTED:
        count = getattr(asked, name)
        if count is not None and count < 1:
            raise RefusalError(f"{name} must be 1 or more, got {count}")
    if asked.seconds_per_item is None:
        raise RefusalError("a plan needs --seconds-per-item, measured on a few of the items")


def _way_out(error: Exception) -> str:
    if "attempts" in str(error):
        return ": give it more attempts, checkpoints, or --capacity on-demand"
    return ""


def refuse_half_done(order: Order) -> None:
    """A job that is no array has one child, which takes one chunk."""
    told = {**order.given.parameters, **order.parameters}
    items, chunk = (told.get(name) for name in COUNTED)
    if isinstance(items, int) and isinstance(chunk, int) and chunk < items:
        raise RefusalError(
            f"{order.name} takes {items} items in chunks of {chunk}, and one job takes one chunk: "
            f"plan an array with --items {items} --seconds-per-item, or --set chunk={items}"
        )


def with_items(order: Order, plan: Plan) -> Order:
    counted = {"items": plan.work.items, "chunk": plan.chunk}
    return replace(order, parameters={**order.parameters, **counted})
