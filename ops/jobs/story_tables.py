"""The tables within a job's story: attempts, what the desk did, and every state by time."""

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from millrace.domain.job import JobRecord, Moment
from millrace.domain.orders import Order, Progress
from ops.ledger_table import coloured
from ops.ledger_words import clock, duration, ending, exactly, ran

_PROGRESS = {Progress.DONE: "green", Progress.REFUSED: "bold red"}


def attempts_table(job: JobRecord) -> Table:
    table = _table("attempt", "started", "ran for", "how it ended", right=("attempt", "ran for"))
    for number, attempt in sorted(job.attempts.items()):
        retried = " -> retried" if number < job.newest.attempt else ""
        ended = f"{ending(attempt)}{retried}" if attempt.finished else job.state.lower()
        cells = (str(number), clock(attempt.started_at), duration(ran(attempt)), ended)
        table.add_row(*map(Text, cells))
    return table


def orders_table(job: JobRecord) -> Table:
    """What was decided, why, and what came of it."""
    table = _table("ordered (UTC)", "the desk's order", "because", "progress", "what came of it")
    for order in sorted(job.orders.values(), key=lambda one: (one.ordered_at, one.token)):
        table.add_row(
            Text(exactly(order.ordered_at)),
            Text(order.do),
            Text(order.because),
            Text(_progress(order), _PROGRESS.get(order.progress, "yellow")),
            Text(order.result or "-"),
        )
    return table


def timeline_table(job: JobRecord) -> Table:
    is_blocked = any(moment.blocked for moment in job.timeline.values())
    names = ("time (UTC)", "attempt", "state", "after", *(["blocked its queue"] * is_blocked))
    table = _table(*names, right=("attempt", "after"))
    moments = sorted(job.timeline.values(), key=lambda moment: (moment.at, moment.order))
    for before, moment in zip([None, *moments], moments, strict=False):
        why = [Text(moment.blocked or "")] if is_blocked else []
        table.add_row(*_moment(moment, before), *why)
    return table


def _progress(order: Order) -> str:
    tries = f", {order.tries} tries" if order.tries > 1 else ""
    return f"{order.progress}{tries}"


def _moment(moment: Moment, before: Moment | None) -> tuple[Text, ...]:
    after = duration(moment.at - before.at) if before else ""
    number, state = Text(str(moment.attempt)), coloured(moment.state)
    return Text(exactly(moment.at)), number, state, Text(after)


def _table(*names: str, right: tuple[str, ...] = ()) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for name in names:
        table.add_column(name, justify="right" if name in right else "left", overflow="fold")
    return table
