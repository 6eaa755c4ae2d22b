"""The rows, to be read."""

from collections.abc import Sequence

from rich.table import Table

from ops.bench.deadlines.rows import Row

_COLUMNS = (
    "cases",
    "mean/opt",
    "p90/opt",
    "mean/od",
    "missed",
    "moves",
    "dearer",
    "worst/od",
)


def table(rows: Sequence[Row], *, title: str) -> Table:
    """opt: what knows the future; od: on-demand alone."""
    found = Table(title=title, box=None)
    for name in ("zones", "slack", "policy"):
        found.add_column(name, no_wrap=True)
    for name in _COLUMNS:
        found.add_column(name, justify="right", no_wrap=True)
    for row in rows:
        found.add_row(*_cells(row), style="bold" if row.policy == "ours" else "")
    return found


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.zones,
        f"{row.slack:g}",
        row.policy,
        f"{row.cases}",
        f"{row.mean_over_optimum:.3f}",
        f"{row.p90_over_optimum:.3f}",
        f"{row.mean_over_on_demand:.3f}",
        f"{row.missed}",
        f"{row.moves:.1f}",
        f"{row.dearer}",
        f"{row.worst_over_on_demand:.3f}",
    )
