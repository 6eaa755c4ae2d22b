"""Why the plan is what it is, in sentences."""

from collections.abc import Iterator

from config.jobs import Capacity
from ops.sizing.choices import limit_of, percent
from ops.submit.amounts import duration
from ops.submit.order import Order
from ops.submit.planning import Planned


def reasons(planned: Planned, order: Order) -> Iterator[str]:
    terms, plan = planned.plan.terms, planned.plan
    on_spot = order.job.capacity is Capacity.SPOT
    yield _price(planned)
    if on_spot:
        yield (
            f"An instance is reclaimed {terms.interruptions_per_hour:g} times an hour: larger "
            "chunks lose more of their work then, smaller ones pay the start-up more often."
        )
    else:
        yield "Nothing is reclaimed, so the fewest start-ups are the cheapest."
    if limit := limit_of(planned.choices.cheapest):
        yield f"The cheapest chunk is as large as {limit} lets it be."
    if plan.child.pieces > 1:
        every = plan.chunk * plan.work.seconds_per_item / plan.child.pieces
        yield f"A checkpoint every {duration(every)} of work (Young and Daly)."
    if on_spot:
        yield (
            f"That a child is reclaimed in all its {terms.attempts} attempts has a chance of "
            f"{percent(plan.risk)} (bound: {percent(terms.most_risk)})."
        )
    yield "docs/sizing.md has the model, its sources and its errors."


def _price(planned: Planned) -> str:
    """Of a child; which instance type it gets is up to AWS Batch."""
    room, part = planned.room, planned.price_of
    low, high = room.cheapest * part, room.dearest * part
    by_type = f" ({low:.3f} to {high:.3f} by the instance type)" if low < high else ""
    spot = f", spot at {part:.0%} of on-demand" if part < 1 else ""
    usd = planned.plan.terms.usd_per_hour
    return f"A child costs {usd:.3f} USD an hour{by_type}; prices of us-east-1{spot}."
