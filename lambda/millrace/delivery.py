"""One SQS delivery: read whole before anything is written, so that a job is written once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

from millrace.domain.desk import Decision, JobDesk, Letter
from millrace.domain.job import JobEvent
from millrace.domain.merging import Outcome
from millrace.domain.metrics import Datum, Unit
from millrace.domain.mistakes import Mistake, tried
from millrace.events import Ignored, job_event_from
from millrace.fields import MalformedError


@dataclass(frozen=True, kw_only=True)
class Message:
    id: str
    body: str
    source: str


Read: TypeAlias = JobEvent | Ignored | MalformedError | Mistake


def settle(records: Iterable[Mapping[str, Any]], desk: JobDesk) -> dict[str, Decision]:
    """What became of each message, by its id, in their order."""
    messages = [_message(record) for record in records]
    read = {message.id: tried(_read, message.body) for message in messages}
    events = {name: each for name, each in read.items() if isinstance(each, JobEvent)}
    recorded = _recorded(events, desk)
    return {
        message.id: recorded.get(message.id) or _without_job(message, read[message.id], desk)
        for message in messages
    }


def _message(record: Mapping[str, Any]) -> Message:
    return Message(id=record["messageId"], body=record["body"], source=record["eventSourceARN"])


def _read(body: str) -> JobEvent | Ignored | MalformedError:
    try:
        return job_event_from(body)
    except MalformedError as malformed:
        return malformed


def _recorded(events: Mapping[str, JobEvent], desk: JobDesk) -> dict[str, Decision]:
    """All jobs at once; where one of them meets a mistake of ours, each by itself."""
    if not events:
        return {}
    together = tried(desk.record, [*events.values()])
    if not isinstance(together, Mistake):
        return dict(zip(events, together, strict=True))
    jobs: dict[str, dict[str, JobEvent]] = defaultdict(dict)
    for message_id, event in events.items():
        jobs[event.job_id][message_id] = event
    if len(jobs) == 1:
        return {name: _mistaken(together, event) for name, event in events.items()}
    return {name: done for own in jobs.values() for name, done in _recorded(own, desk).items()}


def _without_job(message: Message, read: Read, desk: JobDesk) -> Decision:
    if isinstance(read, Ignored):
        return _ignored(read)
    if isinstance(read, Mistake):
        return _mistaken(read)
    letter = Letter(body=message.body, reason=str(read), source=message.source)
    done = tried(desk.set_aside, letter)
    return _mistaken(done) if isinstance(done, Mistake) else done


def _ignored(read: Ignored) -> Decision:
    count = Datum(
        metric="EventsIgnored",
        dimension="Reason",
        of=str(read.reason),
        value=1,
        unit=Unit.COUNT,
        at=datetime.now(UTC),
    )
    return Decision(outcome=Outcome.IGNORED, reason=str(read.reason), counts=[count])


def _mistaken(mistake: Mistake, event: JobEvent | None = None) -> Decision:
    return Decision(
        outcome=Outcome.REDELIVERED, reason=str(mistake), event=event, mistake=mistake.error
    )
