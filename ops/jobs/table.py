"""The jobs as a table for people: a narrow terminal has fewer columns, never broken ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from millrace.domain.job import JobRecord
from ops.jobs.cells import cost, failure, named, time
from ops.ledger_keys import handle
from ops.ledger_parts import Parts, tally
from ops.ledger_table import coloured
from ops.ledger_words import day_and_clock

_COLUMNS = {
    "job": 0,
    "kind": 120,
    "team": 100,
    "pipeline": 120,
    "state": 0,
    "failure": 100,
    "time": 0,
    "cost": 0,
    "opened UTC": 0,
}
"""And how wide the terminal must be for each. A narrow one has the failure below the state."""
_RIGHT = ("time", "cost", "opened UTC")


@dataclass(frozen=True)
class JobsTable:
    jobs: Sequence[JobRecord]
    now: datetime
    parts: Parts = field(default_factory=dict)

    def __rich_console__(
        self, _console: Console, options: ConsoleOptions
    ) -> Iterator[RenderableType]:
        names = [name for name, least in _COLUMNS.items() if options.max_width >= least]
        table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
        for name in names:
            table.add_column(
                name,
                justify="right" if name in _RIGHT else "left",
                no_wrap=name != "job",
                overflow="fold",
            )
        for job in self.jobs:
            cells = self._cells(job)
            if "failure" not in names:
                cells["state"] = _lines(cells["state"], failure(job))
            table.add_row(*(cells[name] for name in names))
        yield table

    def _cells(self, job: JobRecord) -> dict[str, Text]:
        """As Text, so that a bracket in a name is not taken for markup."""
        parts = self.parts.get(job.job_id, ())
        return {
            "job": _lines(named(job), tally(job, parts) if parts else ""),
            "kind": Text(job.kind),
            "team": Text(job.facts.team or "-"),
            "pipeline": Text(job.facts.pipeline or "-"),
            "state": coloured(job.state),
            "failure": Text(failure(job) or "-"),
            "time": Text(time(job, self.now, parts)),
            "cost": Text(cost(job.usd)),
            "opened UTC": Text(day_and_clock(job.opened_at)),
        }


@dataclass(frozen=True)
class ThingsTable:
    """What has no end: endpoints, packages, alarms, instances."""

    things: Sequence[JobRecord]

    def __rich_console__(
        self, _console: Console, _options: ConsoleOptions
    ) -> Iterator[RenderableType]:
        table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
        for name in ("thing", "kind", "state", "since UTC", "why"):
            wraps = name in ("thing", "why")
            table.add_column(name, no_wrap=not wraps, overflow="fold")
        for one in self.things:
            table.add_row(
                Text(handle(one.job_id)),
                Text(one.kind),
                coloured(one.state),
                Text(day_and_clock(one.stands_since)),
                Text(one.state_reason or "-"),
            )
        yield table


def _lines(first: Text, second: str) -> Text:
    return Text("\n").join([first, *([Text(second, "dim")] if second else [])])
