"""The estimate as tables for people, and as JSON for programs."""

from decimal import Decimal
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from config import Environment
from ops.cost.estimate import Estimate, Line


def tables(estimate: Estimate, environment: Environment) -> RenderableType:
    total = f"{usd(estimate.usd_a_month)} USD a month while nothing runs"
    left_out = f", without what has no price ({len(estimate.unpriced)})"
    title = Text.assemble(
        (total, "bold"),
        left_out if estimate.unpriced else "",
        f": {environment.name} in {environment.region}",
    )
    parts: list[RenderableType] = [_lines(estimate)]
    if saved := in_one_zone(estimate):
        parts.append(
            Text(f"{usd(saved)} USD less with each interface endpoint in one zone: docs/cost.md")
        )
    if estimate.unpriced:
        parts.append(_unpriced(estimate))
    parts.append(_free(estimate))
    return Group(title, *(Padding(part, (1, 0, 0, 0)) for part in parts))


def in_one_zone(estimate: Estimate) -> Decimal:
    """What the endpoints in all zones but their first cost."""
    endpoints = [line for line in estimate.lines if line.resource.type == "AWS::EC2::VPCEndpoint"]
    return sum((it.usd_a_month - it.price.a_month(Decimal(1)) for it in endpoints), Decimal(0))


def as_json(estimate: Estimate, environment: Environment) -> dict[str, Any]:
    return {
        "environment": environment.name,
        "region": environment.region,
        "usd_per_month": float(usd(estimate.usd_a_month)),
        "usd_less_with_endpoints_in_one_zone": float(usd(in_one_zone(estimate))),
        "lines": [_line(line) for line in estimate.lines],
        "unpriced": [
            {"stack": it.stack, "resource": it.path, "type": it.type, "because": because}
            for it, because in estimate.unpriced
        ],
        "free": [
            {"type": type_, "count": count, "because": because}
            for (type_, because), count in sorted(estimate.free.items())
        ],
    }


def usd(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _line(line: Line) -> dict[str, Any]:
    return {
        "stack": line.resource.stack,
        "resource": line.resource.path,
        "type": line.resource.type,
        "what": line.price.what,
        "quantity": float(line.quantity),
        "usd_per_unit": float(line.price.usd),
        "per": line.price.per,
        "usd_per_month": float(usd(line.usd_a_month)),
        "source": line.price.source,
        "date": line.price.date,
    }


def _lines(estimate: Estimate) -> Table:
    table = _table()
    table.add_column("stack", no_wrap=True)
    table.add_column("resource", overflow="fold")
    table.add_column("what is paid for", overflow="fold")
    for name in ("quantity", "unit price", "USD/month"):
        table.add_column(name, justify="right", no_wrap=True)
    for line in estimate.lines:
        price = line.price
        cells = (line.resource.stack, line.resource.path, price.what, f"{line.quantity:f}")
        table.add_row(
            *map(Text, (*cells, f"{price.usd:f}/{price.per}", usd(line.usd_a_month))),
        )
    table.add_section()
    table.add_row("", "", Text("sum", style="bold"), "", "", usd(estimate.usd_a_month))
    return table


def _unpriced(estimate: Estimate) -> Table:
    table = _table()
    table.add_column("stack", no_wrap=True)
    table.add_column("without a price", overflow="fold", style="yellow")
    table.add_column("type", overflow="fold")
    table.add_column("because", overflow="fold")
    for resource, because in estimate.unpriced:
        table.add_row(*map(Text, (resource.stack, resource.path, resource.type, because)))
    return table


def _free(estimate: Estimate) -> Table:
    """A row for each reason: the reasons are few, the types are many."""
    table = _table()
    table.add_column("free while nothing runs", ratio=2, overflow="fold")
    table.add_column("how many of what", ratio=5, overflow="fold")
    reasons: dict[str, list[str]] = {}
    for (type_, because), count in sorted(estimate.free.items()):
        reasons.setdefault(because, []).append(f"{count} {type_.removeprefix('AWS::')}")
    for because, types in sorted(reasons.items()):
        table.add_row(Text(because), Text(", ".join(types)))
    return table


def _table() -> Table:
    return Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
