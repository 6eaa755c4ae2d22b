"""A job's record as the item that DynamoDB keeps, and back; docs/job-ledger.md shows one."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from millrace.domain.job import Attempt, JobRecord, Kind, Moment, State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

_FORMAT = "%Y-%m-%dT%H:%M:%S.%f"


def item_of(record: JobRecord) -> dict[str, AttributeValueTypeDef]:
    """What is not known is left out."""
    plain = asdict(record) | {
        "attempts": {str(n): _known(asdict(attempt)) for n, attempt in record.attempts.items()},
        "timeline": {event_id: _entry(moment) for event_id, moment in record.timeline.items()},
    }
    serialize = TypeSerializer().serialize
    return {name: serialize(value) for name, value in _known(plain).items()}


def record_of(item: Mapping[str, AttributeValueTypeDef]) -> JobRecord:
    deserialize = TypeDeserializer().deserialize
    plain = {name: deserialize(value) for name, value in item.items()}
    return JobRecord(
        job_id=plain["job_id"],
        service=plain["service"],
        name=plain["name"],
        queue=plain["queue"],
        definition=plain["definition"],
        state=State(plain["state"]),
        state_reason=plain.get("state_reason"),
        attempts={int(n): _attempt(entry) for n, entry in plain["attempts"].items()},
        timeline={event_id: _moment(event_id, at) for event_id, at in plain["timeline"].items()},
        submitted_at=_time(plain.get("submitted_at")),
        updated_at=_at(plain["updated_at"]),
        kind=Kind(plain.get("kind", Kind.SINGLE)),
        size=None if plain.get("size") is None else int(plain["size"]),
        version=int(plain["version"]),
    )


def _known(plain: dict[str, Any]) -> dict[str, Any]:
    return {
        name: written(value) if isinstance(value, datetime) else value
        for name, value in plain.items()
        if value is not None
    }


def _entry(moment: Moment) -> dict[str, Any]:
    entry = {"at": written(moment.at), "state": str(moment.state), "attempt": moment.attempt}
    return entry if moment.blocked is None else {**entry, "blocked": moment.blocked}


def _moment(event_id: str, entry: Mapping[str, Any]) -> Moment:
    return Moment(
        event_id=event_id,
        at=_at(entry["at"]),
        state=State(entry["state"]),
        attempt=int(entry["attempt"]),
        blocked=entry.get("blocked"),
    )


def _attempt(entry: Mapping[str, Any]) -> Attempt:
    exit_code = entry.get("exit_code")
    return Attempt(
        started_at=_time(entry.get("started_at")),
        stopped_at=_time(entry.get("stopped_at")),
        exit_code=None if exit_code is None else int(exit_code),
        reason=entry.get("reason"),
        log_stream=entry.get("log_stream"),
    )


def written(time: datetime) -> str:
    """Always of the same length, so that texts sort as times do."""
    return f"{time.astimezone(UTC).strftime(_FORMAT)[:-3]}Z"


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _time(text: str | None) -> datetime | None:
    return None if text is None else _at(text)
