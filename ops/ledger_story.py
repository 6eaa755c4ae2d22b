"""One job's story for people: attempt by attempt, then every state in the order of time."""

from datetime import datetime

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from millrace.domain.job import JobRecord, Kind
from ops.ledger_table import coloured
from ops.ledger_words import clock, duration, ending, exactly, kind, ran, short, took


def story(job: JobRecord, *, now: datetime) -> RenderableType:
    title = Text.assemble((job.name, "bold"), "  ", coloured(job.state), f"  {job.job_id}")
    parts = [_facts(job, now)]
    if job.attempts:
        parts.append(_attempts(job))
    parts.append(_timeline(job))
    return Group(title, *(Padding(part, (1, 0, 0, 0)) for part in parts))


def _facts(job: JobRecord, now: datetime) -> Table:
    facts = {
        **({} if job.kind is Kind.SINGLE else {"kind": kind(job)}),
        "queue": short(job.queue),
        "definition": short(job.definition),
        "submitted": f"{job.submitted_at:%Y-%m-%d %H:%M:%S} UTC" if job.submitted_at else "-",
        "took": duration(took(job, now)) + ("" if job.state.terminal else " so far"),
        "reason": job.state_reason or "-",
    }
    table = Table.grid(padding=(0, 2))
    for name, value in facts.items():
        table.add_row(Text(name, style="dim"), Text(value))
    return table


def _attempts(job: JobRecord) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("attempt", justify="right")
    table.add_column("started")
    table.add_column("ran for", justify="right", no_wrap=True)
    table.add_column("how it ended", ratio=3, overflow="fold")
    table.add_column("log stream", ratio=2, overflow="fold")
    for number, attempt in sorted(job.attempts.items()):
        retried = " -> retried" if number < job.newest.attempt else ""
        ended = f"{ending(attempt)}{retried}" if attempt.finished else job.state.lower()
        cells = (str(number), clock(attempt.started_at), duration(ran(attempt)), ended)
        table.add_row(*map(Text, (*cells, attempt.log_stream or "-")))
    return table


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
