"""One job's story for people: attempt by attempt, then every state in the order of time."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from millrace.domain.job import JobRecord, Kind
from ops.ledger_parts import called, tally, to_look_at
from ops.ledger_table import coloured, jobs_table
from ops.ledger_words import clock, duration, ending, exactly, kind, ran, short, took

_PARTS = 10


def story(job: JobRecord, *, now: datetime, parts: Sequence[JobRecord] = ()) -> RenderableType:
    title = Text.assemble((job.name, "bold"), "  ", coloured(job.state), f"  {job.job_id}")
    told: list[RenderableType] = [_facts(job, now, parts)]
    if job.attempts:
        told += [_attempts(job), _logs(job)]
    if open_ones := to_look_at(parts):
        told.append(_parts(job, open_ones, now))
    told.append(_timeline(job))
    return Group(title, *(Padding(part, (1, 0, 0, 0)) for part in told))


def _facts(job: JobRecord, now: datetime, parts: Sequence[JobRecord]) -> Table:
    length = took(job, now, parts)
    facts = {
        **({} if job.kind is Kind.SINGLE else {"kind": kind(job)}),
        "queue": short(job.queue),
        "definition": short(job.definition),
        "submitted": f"{job.submitted_at:%Y-%m-%d %H:%M:%S} UTC" if job.submitted_at else "-",
        "took": duration(length) + (" so far" if length and not job.state.terminal else ""),
        "reason": job.state_reason or "-",
        **({called(job): tally(job, parts).partition(": ")[2]} if parts else {}),
    }
    return _named(facts)


def _named(values: Mapping[str, str]) -> Table:
    table = Table.grid(padding=(0, 2))
    for name, value in values.items():
        table.add_row(Text(name, style="dim"), Text(value))
    return table


def _parts(job: JobRecord, open_ones: Sequence[JobRecord], now: datetime) -> RenderableType:
    table = jobs_table(open_ones[:_PARTS], now=now)
    more = len(open_ones) - _PARTS
    if more <= 0:
        return table
    return Group(table, Text(f"and {more} more {called(job)} that have not succeeded"))


def _attempts(job: JobRecord) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("attempt", justify="right")
    table.add_column("started")
    table.add_column("ran for", justify="right", no_wrap=True)
    table.add_column("how it ended", overflow="fold")
    for number, attempt in sorted(job.attempts.items()):
        retried = " -> retried" if number < job.newest.attempt else ""
        ended = f"{ending(attempt)}{retried}" if attempt.finished else job.state.lower()
        cells = (str(number), clock(attempt.started_at), duration(ran(attempt)), ended)
        table.add_row(*map(Text, cells))
    return table


def _logs(job: JobRecord) -> Table:
    """On lines of their own, which nothing breaks: they are copied."""
    streams = {number: one.log_stream for number, one in sorted(job.attempts.items())}
    return _named({f"log stream {number}": stream or "-" for number, stream in streams.items()})


def _timeline(job: JobRecord) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("time (UTC)", "attempt", "state"):
        table.add_column(name, justify="right" if name == "attempt" else "left")
    table.add_column("after", justify="right")
    is_blocked = any(moment.blocked for moment in job.timeline.values())
    if is_blocked:
        table.add_column("blocked its queue", overflow="fold")
    moments = sorted(job.timeline.values(), key=lambda moment: (moment.at, moment.order))
    for before, moment in zip([None, *moments], moments, strict=False):
        after = duration(moment.at - before.at) if before else ""
        state = coloured(moment.state)
        why = [Text(moment.blocked or "")] if is_blocked else []
        table.add_row(exactly(moment.at), str(moment.attempt), state, after, *why)
    return table
