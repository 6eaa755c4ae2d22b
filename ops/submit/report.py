"""The plan as people read it: what it costs, how long it takes, and what else there is."""

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ops.sizing.choices import percent
from ops.sizing.plan import Plan
from ops.submit.amounts import dollars, duration
from ops.submit.order import Order
from ops.submit.planning import Planned
from ops.submit.reasons import reasons


def plan_table(planned: Planned, order: Order) -> RenderableType:
    plan = planned.plan
    cut = f"{order.name}: {plan.work.items} items in {plan.children} children of {plan.chunk}"
    title = Text.assemble(
        (cut, "bold"), f", {dollars(plan.usd)}, through in {duration(plan.seconds)}"
    )
    parts: list[RenderableType] = [
        _chunks(planned),
        _fleets(planned, order),
        Text("\n".join(reasons(planned, order))),
    ]
    return Group(title, *(Padding(part, (1, 0, 0, 0)) for part in parts))


def _chunks(planned: Planned) -> Table:
    table = _table("which chunk", "chunk", "children", "at once", "time", "cost", "out of attempts")
    seen: dict[int, list[str]] = {}
    plans: dict[int, Plan] = {}
    for name, plan in _named(planned):
        seen.setdefault(plan.chunk, []).append(name)
        plans[plan.chunk] = plan
    for chunk, names in seen.items():
        plan = plans[chunk]
        style = "bold" if chunk == planned.plan.chunk else ""
        table.add_row(
            ", ".join(names),
            f"{chunk}",
            f"{plan.children}",
            f"{plan.side_by_side}",
            duration(plan.seconds),
            dollars(plan.usd),
            percent(plan.risk),
            style=style,
        )
    return table


def _named(planned: Planned) -> Iterator[tuple[str, Plan]]:
    choices = planned.choices
    if planned.plan.chunk != choices.cheapest.chunk:
        yield "as you said", planned.plan
    yield "the cheapest", choices.cheapest
    yield "fastest within 5 %", choices.nearly
    yield "the fastest", choices.fastest
    named = {choices.nearly.chunk, choices.fastest.chunk, planned.plan.chunk}
    if choices.smaller and choices.smaller.chunk not in named:
        yield "half the chunk", choices.smaller
    if choices.larger and choices.larger.chunk not in named:
        yield "twice the chunk", choices.larger


def _fleets(planned: Planned, order: Order) -> Table:
    """The fastest plan within a twentieth of the cheapest, for fleets smaller and larger."""
    now = planned.room.at_once
    table = _table("how large a fleet", "vCPUs", "at once", "children", "time", "cost")
    for plan in planned.fleets:
        at_once = plan.terms.at_once
        table.add_row(
            "as it is" if at_once == now else f"{at_once / now:g} times",
            f"{order.max_vcpus * at_once / now:g}",
            f"{at_once}",
            f"{plan.children}",
            duration(plan.seconds),
            dollars(plan.usd),
            style="bold" if at_once == now else "",
        )
    return table


def _table(*names: str) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    first, *others = names
    table.add_column(first)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table
