"""A job's record as the item that DynamoDB keeps, and back; docs/job-ledger.md shows one.

By hand: boto3's serializer costs as much as everything else that is done about an event.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from millrace.adapters.shapes import Shape, moment, number, text, time, written
from millrace.domain.job import Attempt, Facts, JobRecord, Kind, Moment, Service, State
from millrace.domain.orders import Order

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

T = TypeVar("T")

__all__ = ["item_of", "record_of", "written"]

_ATTEMPT, _FACTS = Shape(Attempt), Shape(Facts)
_MOMENT, _ORDER = Shape(Moment, key="event_id"), Shape(Order, key="token")
_EMPTY: dict[str, dict[str, Any]] = {"M": {}}
DUE = "orders"
"""The one key of the index of jobs about which something is yet to be done."""


def item_of(record: JobRecord) -> dict[str, AttributeValueTypeDef]:
    """What is not known is left out, and so are the keys of an index that it is not in."""
    return {
        "job_id": text(record.job_id),
        "service": text(record.service),
        "name": text(record.name),
        "queue": text(record.queue),
        "definition": text(record.definition),
        "kind": text(record.kind),
        "state": text(record.state),
        "attempts": {"M": _entries(_ATTEMPT, record.attempts)},
        "timeline": {"M": _entries(_MOMENT, record.timeline)},
        "updated_at": moment(record.updated_at),
        "version": number(record.version),
        **_index_keys(record),
        **_known(record),
    }


def record_of(item: Mapping[str, AttributeValueTypeDef]) -> JobRecord:
    """An item may have been written before there was what it lacks."""
    found: Mapping[str, Any] = item
    facts, orders = found.get("facts", _EMPTY)["M"], found.get("orders", _EMPTY)["M"]
    return JobRecord(
        job_id=found["job_id"]["S"],
        service=Service(found["service"]["S"]),
        name=found["name"]["S"],
        queue=_if_there(found, "queue", str) or "",
        definition=_if_there(found, "definition", str) or "",
        state=State(found["state"]["S"]),
        state_reason=_if_there(found, "state_reason", str),
        attempts={int(n): _ATTEMPT.thing(one["M"]) for n, one in found["attempts"]["M"].items()},
        timeline={
            event_id: _MOMENT.thing(one["M"], event_id=event_id)
            for event_id, one in found["timeline"]["M"].items()
        },
        submitted_at=_if_there(found, "submitted_at", datetime.fromisoformat),
        updated_at=time(found["updated_at"]),
        kind=_if_there(found, "kind", Kind) or Kind.SINGLE,
        size=_if_there(found, "size", int),
        facts=_FACTS.thing(facts),
        orders={token: _ORDER.thing(one["M"], token=token) for token, one in orders.items()},
        usd=_if_there(found, "usd", float),
        first_at=_if_there(found, "first_at", datetime.fromisoformat),
        expires_at=_if_there(found, "expires_at", int),
        version=int(found["version"]["N"]),
    )


def _entries(shape: Shape[T], things: Mapping[Any, T]) -> dict[str, Any]:
    return {str(key): {"M": shape.entry(thing)} for key, thing in things.items()}


def _index_keys(record: JobRecord) -> dict[str, Any]:
    opened_at = written(record.opened_at)
    keys = {"opened_at": text(opened_at), "day": text(opened_at[:10])}
    if record.facts.team:
        keys["team"] = text(record.facts.team)
    if record.open:
        keys["open"] = text(record.service)
    if record.due:
        keys["due"] = text(DUE)
    return keys


def _known(record: JobRecord) -> dict[str, Any]:
    told: tuple[tuple[str, Callable[[Any], Any], Any], ...] = (
        ("state_reason", text, record.state_reason),
        ("size", number, record.size),
        ("submitted_at", moment, record.submitted_at),
        ("first_at", moment, record.first_at),
        ("usd", number, record.usd),
        ("expires_at", number, record.expires_at),
        ("facts", _map, _FACTS.entry(record.facts) or None),
        ("orders", _map, _entries(_ORDER, record.orders) or None),
    )
    return {name: write(value) for name, write, value in told if value is not None}


def _map(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"M": value}


def _if_there(item: Mapping[str, Any], name: str, read: Callable[[str], T]) -> T | None:
    """An attribute's text or number, whichever it has."""
    value = item.get(name)
    if value is None:
        return None
    [told] = value.values()
    return read(told)
