"""Takes typed values out of parsed JSON, and says of a wrong one what was given and allowed."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SHOWN = 60
_LIMIT = 2**63


class MalformedError(ValueError):
    """Not what we can understand; reading it again will not make it so."""


def parsed(body: str) -> Mapping[str, Any]:
    try:
        value = json.loads(body)
    except RecursionError as error:
        raise MalformedError("not JSON: nested too deeply") from error
    except ValueError as error:
        raise MalformedError(f"not JSON: {error}") from error
    return mapping(value, "the event")


def mapping(value: object, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise MalformedError(f"{what} must be an object, got {shown(value)}")
    return value


def text(fields: Mapping[str, Any], key: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str) or not value:
        raise MalformedError(f"{key} must be a text that is not empty, got {shown(value)}")
    return value


def optional_text(fields: Mapping[str, Any], key: str) -> str | None:
    """Batch writes an unknown text as nothing, as null and as an empty one."""
    return text(fields, key) if fields.get(key) not in (None, "") else None


def optional_number(fields: Mapping[str, Any], key: str) -> int | None:
    value = fields.get(key)
    if value is None:
        return None
    whole = isinstance(value, int | float) and not isinstance(value, bool) and value == value // 1
    if not whole or abs(value) >= _LIMIT:
        raise MalformedError(f"{key} must be a whole number of 64 bits, got {shown(value)}")
    return int(value)


def optional_time(fields: Mapping[str, Any], key: str) -> datetime | None:
    """Batch counts milliseconds since 1970."""
    count = optional_number(fields, key)
    try:
        return None if count is None else _EPOCH + timedelta(milliseconds=count)
    except OverflowError as error:
        raise MalformedError(f"{key} lies beyond the calendar: {shown(count)}") from error


def time(fields: Mapping[str, Any], key: str) -> datetime:
    """Kept to the millisecond, which is what the ledger writes."""
    given = text(fields, key)
    try:
        at = datetime.fromisoformat(given)
        if at.tzinfo is not None:
            at = at.astimezone(UTC)
            return at.replace(microsecond=at.microsecond // 1000 * 1000)
    except (ValueError, OverflowError):
        pass
    raise MalformedError(f"{key} must be an ISO 8601 time with its zone, got {shown(given)}")


def shown(value: object) -> str:
    """Short and in ASCII, so that it may stand in a message attribute."""
    if value is None:
        return "nothing"
    written = ascii(value)
    return written if len(written) <= _SHOWN else f"{written[:_SHOWN]}..."
