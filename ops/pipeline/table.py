"""An execution as people see it on a terminal: one line per step."""

from collections.abc import Mapping
from datetime import datetime

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from ops.ledger_words import clock, day_and_clock, duration
from ops.pipeline.snapshot import Snapshot
from ops.pipeline.states import MARKS, State
from ops.pipeline.step import Step

_COLOURS: Mapping[State, str] = {
    State.FAILED: "bold red",
    State.STOPPED: "yellow",
    State.SUCCEEDED: "green",
    State.EXECUTING: "bold cyan",
    State.NOT_RUN: "dim",
    State.WAITING: "dim",
}


def seen(snapshot: Snapshot, *, now: datetime) -> Group:
    execution = snapshot.execution
    title = Text.assemble(
        (f"{execution.pipeline} {execution.id}", "bold"),
        f"  {execution.state.lower()}, began {day_and_clock(execution.started)} UTC, ",
        duration(execution.took(now)),
    )
    return Group(title, _steps(snapshot, now))


def _steps(snapshot: Snapshot, now: datetime) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("", "step", "state", "began", "time"):
        table.add_column(name, no_wrap=True)
    table.add_column("")
    for step in snapshot.steps:
        table.add_row(*_row(step, snapshot, now), style=_COLOURS.get(step.state, ""))
    return table


def _row(step: Step, snapshot: Snapshot, now: datetime) -> tuple[Text, ...]:
    """As text that rich does not read for markup: reasons come from other people's programs."""
    state = "cached" if step.cached_from else step.state.lower()
    cells = (MARKS[step.state], step.name, state, clock(step.started), duration(step.took(now)))
    return (*map(Text, cells), Text(snapshot.notes.get(step.name, "")))
