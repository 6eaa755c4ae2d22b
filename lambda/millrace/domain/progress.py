"""How much of a job's work is done, as far as its attempts tell: its checkpoints are its own."""

from datetime import datetime, timedelta

from millrace.domain.job import Attempt, JobRecord

RESUMING = timedelta(minutes=2)
"""From the start of a container until it goes on with the work: code and checkpoint come first."""
UNSAVED = timedelta(minutes=10)
"""What an attempt loses that ends without a word; docs/checkpoints.md has the usual interval."""
_SAVED = (0, 143)
"""Exit codes of who has saved: all done, or gone when told to."""


def work_left(record: JobRecord, *, now: datetime | None = None) -> timedelta | None:
    """None where nobody has estimated the work; never below zero.

    ``now`` counts the attempt that runs: told to go, it saves.
    """
    if record.facts.work_minutes is None:
        return None
    done = sum((_done(attempt, now) for attempt in record.attempts.values()), timedelta(0))
    return max(timedelta(minutes=record.facts.work_minutes) - done, timedelta(0))


def _done(attempt: Attempt, now: datetime | None) -> timedelta:
    until = attempt.stopped_at or now
    if attempt.started_at is None or until is None:
        return timedelta(0)
    is_running = not attempt.finished
    lost = timedelta(0) if is_running or attempt.exit_code in _SAVED else UNSAVED
    return max(until - attempt.started_at - RESUMING - lost, timedelta(0))
