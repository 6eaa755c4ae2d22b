"""What is counted of jobs: the difference that an event makes to what the ledger knew.

So the same event counts once, however often and in whatever order it comes.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from millrace.domain.classifying import classify
from millrace.domain.job import Attempt, JobRecord, State
from millrace.domain.metrics import Datum, Unit

_ENDS = {
    State.SUCCEEDED: "JobsSucceeded",
    State.FAILED: "JobsFailed",
    State.STOPPED: "JobsStopped",
}
_RECLAIMED = "Host EC2"
"""How the reason begins of every attempt whose instance was taken away."""


def counts(before: JobRecord | None, after: JobRecord) -> list[Datum]:
    if not after.queue:
        return [*_unknown(before, after)]
    found = [*_blocked(before, after)]
    if after.kind.counts:
        found += [*_ended(before, after), *_attempts(before, after)]
    queue = after.queue.rsplit("/", 1)[-1]
    of_queue = [_one(metric, "Queue", queue, at) for metric, at in found]
    return [*of_queue, *_unknown(before, after)]


def _unknown(before: JobRecord | None, after: JobRecord) -> Iterator[Datum]:
    """A failure that no rule of the taxonomy knows: it wants to become one."""
    is_new = after.state is State.FAILED and not (before and before.state.terminal)
    if is_new and after.kind.counts and classify(after).rule_id is None:
        yield _one("FailuresUnknown", "Service", str(after.service), after.newest.at)


def _one(metric: str, dimension: str, of: str, at: datetime) -> Datum:
    return Datum(metric=metric, dimension=dimension, of=of, value=1, unit=Unit.COUNT, at=at)


def _blocked(before: JobRecord | None, after: JobRecord) -> Iterator[tuple[str, datetime]]:
    known = before.timeline if before else {}
    for event_id, moment in after.timeline.items():
        if moment.blocked is not None and event_id not in known:
            yield "QueueBlocked", moment.at


def _ended(before: JobRecord | None, after: JobRecord) -> Iterator[tuple[str, datetime]]:
    if after.state in _ENDS and not (before and before.state.terminal):
        yield _ENDS[after.state], after.newest.at


def _attempts(before: JobRecord | None, after: JobRecord) -> Iterator[tuple[str, datetime]]:
    known = before.attempts if before else {}
    for number, attempt in after.attempts.items():
        earlier = known.get(number, Attempt())
        for metric, is_so, at in (
            ("AttemptsStarted", _started, attempt.started_at),
            ("AttemptsReclaimed", _reclaimed, attempt.stopped_at),
        ):
            if _is_new(is_so, earlier, attempt):
                yield metric, at or after.updated_at


def _is_new(is_so: Callable[[Attempt], bool], earlier: Attempt, attempt: Attempt) -> bool:
    return is_so(attempt) and not is_so(earlier)


def _started(attempt: Attempt) -> bool:
    return attempt.started_at is not None


def _reclaimed(attempt: Attempt) -> bool:
    return (attempt.reason or "").startswith(_RECLAIMED)
