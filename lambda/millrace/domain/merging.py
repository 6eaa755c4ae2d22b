"""How an event joins what is known about its job, so that the order of arrival does not matter."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from millrace.domain.job import Attempt, Facts, JobEvent, JobRecord, Moment

KEPT = 100
"""Moments of a timeline: what has no end would outgrow DynamoDB's 400 KB for an item."""
_OF_ATTEMPT = tuple(fact.name for fact in fields(Attempt))
_OF_JOB = tuple(fact.name for fact in fields(Facts) if fact.name != "status")


class Outcome(StrEnum):
    """What became of an event."""

    RECORDED = "recorded"
    DUPLICATE = "duplicate"
    LATE = "late"
    IGNORED = "ignored"
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
        service=event.service,
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
        first_at=event.at,
        facts=event.facts,
    )


def _joined(record: JobRecord, alone: JobRecord) -> JobRecord:
    head = max(record, alone, key=lambda side: side.newest.order)
    return replace(
        head,
        attempts=_all_attempts(record.attempts, alone.attempts),
        timeline=_furthest({**record.timeline, **alone.timeline}),
        facts=_all_facts(record.facts, alone.facts, status=head.facts.status),
        orders=record.orders,
        submitted_at=_greatest(record.submitted_at, alone.submitted_at),
        updated_at=max(record.updated_at, alone.updated_at),
        first_at=min(_first(record), _first(alone)),
        usd=record.usd,
        expires_at=record.expires_at,
        version=record.version,
    )


def _furthest(timeline: Mapping[str, Moment]) -> Mapping[str, Moment]:
    """One that is left out has so many ahead of it, and will have: the order does not matter."""
    if len(timeline) <= KEPT:
        return timeline
    ahead = sorted(timeline.values(), key=lambda moment: moment.order, reverse=True)
    kept = {moment.event_id for moment in ahead[:KEPT]}
    return {event_id: moment for event_id, moment in timeline.items() if event_id in kept}


def _first(record: JobRecord) -> datetime:
    """A record written before it was kept has its whole timeline."""
    return record.first_at or min(moment.at for moment in record.timeline.values())


def _all_facts(ours: Facts, theirs: Facts, *, status: str | None) -> Facts:
    """The status is that of the head; of the rest, what is known stays known."""
    if ours == theirs:
        return ours
    joined = {name: _greatest(getattr(ours, name), getattr(theirs, name)) for name in _OF_JOB}
    return Facts(**joined, status=status)


def _all_attempts(ours: Mapping[int, Attempt], theirs: Mapping[int, Attempt]) -> dict[int, Attempt]:
    unknown = Attempt()
    return {
        number: _one_attempt(ours.get(number, unknown), theirs.get(number, unknown))
        for number in sorted({*ours, *theirs})
    }


def _one_attempt(ours: Attempt, theirs: Attempt) -> Attempt:
    if ours == theirs:
        return ours
    return Attempt(
        **{name: _greatest(getattr(ours, name), getattr(theirs, name)) for name in _OF_ATTEMPT}
    )


def _greatest(ours: Any, theirs: Any) -> Any:
    """A known fact stands against an unknown one; two that differ are settled by their value."""
    if ours is None or theirs is None:
        return theirs if ours is None else ours
    return max(ours, theirs)
