"""The jobs as a table for people: one look tells which job needs one."""

from collections.abc import Sequence
from datetime import datetime

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from millrace.domain.job import JobRecord, State
from ops.ledger_parts import NO_PARTS, Parts, tally
from ops.ledger_words import day_and_clock, duration, happened, short_id, started, took

_COLOURS = {
    State.SUCCEEDED: "green",
    State.FAILED: "bold red",
    State.RUNNING: "cyan",
    State.STARTING: "cyan",
}


def jobs_table(jobs: Sequence[JobRecord], *, now: datetime, parts: Parts = NO_PARTS) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("job", no_wrap=True)
    table.add_column("name", max_width=15, no_wrap=True)
    table.add_column("state", no_wrap=True)
    table.add_column("attempts", justify="right")
    table.add_column("started UTC", justify="right", no_wrap=True)
    table.add_column("took", justify="right", no_wrap=True)
    table.add_column("what happened", overflow="fold")
    for job in jobs:
        table.add_row(*_row(job, now, parts.get(job.job_id, ())))
    return table


def coloured(state: State) -> Text:
    return Text(state, style=_COLOURS.get(state, "yellow"))


def _row(job: JobRecord, now: datetime, parts: Sequence[JobRecord]) -> tuple[Text, ...]:
    """As Text, so that a bracket in a reason is not taken for markup."""
    told = [*happened(job), *([tally(job, parts)] if parts else [])]
    return (
        Text(short_id(job.job_id)),
        Text(job.name),
        coloured(job.state),
        Text(str(len(job.attempts) or "-")),
        Text(day_and_clock(started(job, parts))),
        Text(duration(took(job, now, parts))),
        Text("\n".join(told) or "-"),
    )
