"""How an event joins what is known about its job, so that the order of arrival does not matter."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from millrace.domain.job import Attempt, JobEvent, JobRecord


class Outcome(StrEnum):
    """What became of an event."""

    RECORDED = "recorded"
    DUPLICATE = "duplicate"
    LATE = "late"
    DEAD_LETTERED = "dead-lettered"
    REDELIVERED = "redelivered"


@dataclass(frozen=True, kw_only=True)
class Merged:
    record: JobRecord
    outcome: Outcome
    reason: str


def merge(record: JobRecord | None, event: JobEvent) -> Merged:
    """Any set of events, in any order and with duplicates, ends in the same record.

    It holds because every field is a greatest one: the head (name, state and its reason, ...) is
    taken from the event that has come furthest, a fact of an attempt is the greatest known.
    """
    alone = _record_of(event)
    if record is None:
        return Merged(record=alone, outcome=Outcome.RECORDED, reason="first event of the job")
    if event.event_id in record.timeline:
        reason = "the event is in the timeline already"
        return Merged(record=record, outcome=Outcome.DUPLICATE, reason=reason)
    joined = _joined(record, alone)
    if alone.newest.order < record.newest.order:
        reason = f"{alone.newest} came after {record.newest}"
        return Merged(record=joined, outcome=Outcome.LATE, reason=reason)
    reason = f"{record.newest} -> {alone.newest}"
    return Merged(record=joined, outcome=Outcome.RECORDED, reason=reason)


def _record_of(event: JobEvent) -> JobRecord:
    return JobRecord(
        job_id=event.job_id,
        name=event.name,
        queue=event.queue,
        definition=event.definition,
        state=event.state,
        state_reason=event.state_reason,
        attempts=event.attempts,
        timeline={event.event_id: event.moment},
        kind=event.kind,
        size=event.size,
        submitted_at=event.submitted_at,
        updated_at=event.at,
    )


def _joined(record: JobRecord, alone: JobRecord) -> JobRecord:
    return replace(
        max(record, alone, key=lambda side: side.newest.order),
        attempts=_all_attempts(record.attempts, alone.attempts),
        timeline={**record.timeline, **alone.timeline},
        submitted_at=_greatest(record.submitted_at, alone.submitted_at),
        updated_at=max(record.updated_at, alone.updated_at),
        version=record.version,
    )


def _all_attempts(ours: Mapping[int, Attempt], theirs: Mapping[int, Attempt]) -> dict[int, Attempt]:
    unknown = Attempt()
    return {
        number: _one_attempt(ours.get(number, unknown), theirs.get(number, unknown))
        for number in sorted({*ours, *theirs})
    }


def _one_attempt(ours: Attempt, theirs: Attempt) -> Attempt:
    facts = {
        fact.name: _greatest(getattr(ours, fact.name), getattr(theirs, fact.name))
        for fact in fields(Attempt)
    }
    return Attempt(**facts)


def _greatest(ours: Any, theirs: Any) -> Any:
    """A known fact stands against an unknown one; two that differ are settled by their value."""
    return max((fact for fact in (ours, theirs) if fact is not None), default=None)
