"""One job's story for people: what it is, how it went, what the desk did."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from millrace.domain.job import JobRecord, Kind
from ops.jobs.chain import Chain
from ops.jobs.facts import facts
from ops.jobs.story_tables import attempts_table, orders_table, timeline_table
from ops.jobs.table import JobsTable
from ops.ledger_parts import called, to_look_at
from ops.ledger_table import coloured, jobs_table

_PARTS = 10
_OF_JOBS = (Kind.EXECUTION, Kind.TUNING)
"""Each of their parts is shown; of an array only what has not succeeded."""


@dataclass(frozen=True, kw_only=True)
class Story:
    job: JobRecord
    now: datetime
    parts: Sequence[JobRecord] = ()
    chain: Chain = field(default_factory=Chain)

    @property
    def told(self) -> RenderableType:
        job = self.job
        title = Text.assemble((job.name, "bold"), "  ", coloured(job.state), f"  {job.job_id}")
        return Group(title, *(Padding(part, (1, 0, 0, 0)) for part in self._told()))

    def _told(self) -> Iterator[RenderableType]:
        job = self.job
        yield _named(facts(job, now=self.now, parts=self.parts, chain=self.chain))
        if job.attempts:
            yield attempts_table(job)
        if job.kind in _OF_JOBS and self.parts:
            yield JobsTable(self.parts, self.now)
        elif open_ones := to_look_at(self.parts):
            yield self._parts(open_ones)
        if job.orders:
            yield orders_table(job)
        yield timeline_table(job)

    def _parts(self, open_ones: Sequence[JobRecord]) -> RenderableType:
        table = jobs_table(open_ones[:_PARTS], now=self.now)
        more = len(open_ones) - _PARTS
        if more <= 0:
            return table
        return Group(table, Text(f"and {more} more {called(self.job)} that have not succeeded"))


def _named(values: Mapping[str, str]) -> Table:
    table = Table.grid(padding=(0, 2))
    for name, value in values.items():
        table.add_row(Text(name, style="dim"), Text(value))
    return table
