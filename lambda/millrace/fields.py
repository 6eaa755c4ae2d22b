"""Takes typed values out of parsed JSON, and says of a wrong one what was given and allowed.

What is needed is taken strictly; of the rest an odd value is taken for one that is not there.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

REASON, NAME = 1_000, 256
"""How many characters of a text are kept: nothing may outgrow an item of the ledger."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_MS = round((datetime(2200, 1, 1, tzinfo=UTC) - _EPOCH).total_seconds() * 1000)
_SHOWN = 60
_DIGITS = 18
_MOST = 10**12
_MILLISECONDS = 10**11
"""A smaller count is of seconds: as milliseconds it would be of 1973."""
_TIME = 40
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What JSON may hold, but neither a message attribute nor a terminal."""


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


def time(fields: Mapping[str, Any], key: str) -> datetime:
    """Kept to the millisecond, which is what the ledger writes."""
    given = fields.get(key)
    at = instant(given)
    if at is None:
        raise MalformedError(f"{key} must be a time with its zone, got {shown(given)}")
    return at


def instant(value: object) -> datetime | None:
    """ISO 8601 with its zone, or a count since 1970: of milliseconds or of seconds, even as text.

    Years that no event is of are not understood: the ledger's times are all of one length.
    """
    if isinstance(value, str):
        if value.isdecimal() and len(value) <= _DIGITS:
            return _counted(int(value))
        return _written(value) if len(value) <= _TIME else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _counted(value)
    return None


def _counted(count: float) -> datetime | None:
    milliseconds = count if count >= _MILLISECONDS else count * 1000
    if not 0 < milliseconds < _LAST_MS:
        return None
    return _EPOCH + timedelta(milliseconds=round(milliseconds))


def _written(value: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    if at.tzinfo is None:
        return None
    return _counted((at - _EPOCH) // timedelta(milliseconds=1))


def optional_text(fields: Mapping[str, Any], key: str, most: int = REASON) -> str | None:
    """AWS writes an unknown text as nothing, as null and as an empty one."""
    return readable(fields.get(key), most)


def readable(value: object, most: int = REASON) -> str | None:
    """Cut, and with what JSON, DynamoDB or SQS would stumble over replaced."""
    if not isinstance(value, str) or not value:
        return None
    kept = value[:most]
    return kept if kept.isprintable() else _UNREADABLE.sub("\ufffd", kept)


def is_line(value: str) -> bool:
    """Nothing in it would have to be replaced, or would break the line."""
    return value.isprintable() or not (_UNREADABLE.search(value) or "\n" in value or "\t" in value)


def optional_number(fields: Mapping[str, Any], key: str) -> int | None:
    """Whole and not below zero, also as text; Batch writes the needs of a container as texts."""
    value = fields.get(key)
    if isinstance(value, str):
        value = int(value) if value.isdecimal() and len(value) <= _DIGITS else None
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return int(value) if 0 <= value <= _MOST and value == value // 1 else None


def optional_time(fields: Mapping[str, Any], key: str) -> datetime | None:
    return instant(fields.get(key))


def optional_mapping(fields: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = fields.get(key)
    return value if isinstance(value, dict) else {}


def optional_list(fields: Mapping[str, Any], key: str, most: int) -> list[Mapping[str, Any]]:
    """The objects among its first entries."""
    value = fields.get(key)
    entries = value[:most] if isinstance(value, list) else []
    return [entry for entry in entries if isinstance(entry, dict)]


def shown(value: object) -> str:
    """Short and in ASCII, so that it may stand in a message attribute."""
    if value is None:
        return "nothing"
    try:
        written = ascii(value)
    except RecursionError:
        return "what is nested too deeply"
    return written if len(written) <= _SHOWN else f"{written[:_SHOWN]}..."
