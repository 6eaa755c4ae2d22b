"""Says in a person's words what a job's record holds."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from millrace.domain.job import Attempt, JobRecord, Kind
from ops.ledger_keys import handle

_EXITED = "Essential container in task exited"
"""Batch's words for every container that ended by itself; its exit code says more."""


def many(count: int, what: str) -> str:
    """Such as ``1 job`` and ``2 jobs``."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def clock(at: datetime | None) -> str:
    return f"{at:%H:%M:%S}" if at else "-"


def day_and_clock(at: datetime | None) -> str:
    return f"{at.day} {at:%b %H:%M}" if at else "-"


def exactly(at: datetime) -> str:
    return f"{at.day} {at:%b %H:%M:%S}"


def duration(length: timedelta | None) -> str:
    if length is None:
        return "-"
    minutes, seconds = divmod(max(round(length.total_seconds()), 0), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}h {minutes:02}m"
    return f"{minutes}m {seconds:02}s" if minutes else f"{seconds}s"


def short(arn: str) -> str:
    """The name within an ARN, such as digits:3 of a job definition."""
    return arn.rsplit("/", 1)[-1]


def short_id(job_id: str) -> str:
    """As much as tells jobs apart: ``4c7599ae:3`` is a child, ``4c7599ae#1`` a node."""
    return handle(job_id)


def kind(record: JobRecord) -> str:
    parts = {Kind.ARRAY: "children", Kind.MULTI_NODE: "nodes"}
    size = f" of {record.size} {parts[record.kind]}" if record.size and record.kind in parts else ""
    return f"{record.kind}{size}"


def started(record: JobRecord, parts: Sequence[JobRecord] = ()) -> datetime | None:
    """An array has no attempts: it starts with the first of its children."""
    starts = (attempt.started_at for attempt in _attempts(record, parts))
    return min((start for start in starts if start), default=None)


def took(record: JobRecord, now: datetime, parts: Sequence[JobRecord] = ()) -> timedelta | None:
    """From the first start to the last stop, the waiting between two attempts included."""
    first = started(record, parts)
    stops = (attempt.stopped_at for attempt in _attempts(record, parts))
    last = max((stop for stop in stops if stop), default=record.updated_at)
    return None if first is None else (last if record.state.terminal else now) - first


def _attempts(record: JobRecord, parts: Sequence[JobRecord]) -> Iterator[Attempt]:
    for one in (record, *parts):
        yield from one.attempts.values()


def ran(attempt: Attempt) -> timedelta | None:
    if attempt.started_at is None or attempt.stopped_at is None:
        return None
    return attempt.stopped_at - attempt.started_at


def happened(record: JobRecord) -> Iterator[str]:
    """A line for each attempt that ended, and one for where the job stands."""
    for number, attempt in sorted(record.attempts.items()):
        if attempt.finished:
            retried = " -> retried" if number < record.newest.attempt else ""
            yield f"attempt {number}: {ending(attempt)}{retried}"
    if standing := _standing(record):
        yield standing


def ending(attempt: Attempt) -> str:
    exit_code = None if attempt.exit_code is None else f"exit {attempt.exit_code}"
    reason = (attempt.reason or "").removeprefix(_EXITED).removeprefix(": ") or None
    return ", ".join(words for words in (exit_code, reason) if words) or "ended"


def _standing(record: JobRecord) -> str:
    newest, reason = record.newest, record.state_reason or ""
    if not record.state.terminal:
        because = f": {reason}" if reason else ""
        since = clock(record.stands_since)
        return f"attempt {newest.attempt}: {record.state.lower()} since {since}{because}"
    told = (attempt.reason or "" for attempt in record.attempts.values())
    return "" if any(reason in words for words in told) else reason
