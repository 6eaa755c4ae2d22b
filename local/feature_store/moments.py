"""Event times, which say which of two records is the newer one: nanoseconds since 1970."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation

_SECOND = 1_000_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST, _LAST = -62_135_596_800, 253_402_300_800
"""The years 1 to 9999, in seconds."""
_ISO = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{3}|\d{9}))?Z", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
FORMATS = "yyyy-MM-ddTHH:mm:ssZ, with 3 or 9 digits of a second if any, in UTC"


def of_seconds(text: str) -> int | None:
    """None where it is no time."""
    if not _DECIMAL.fullmatch(text):
        return None
    try:
        seconds = Decimal(text)
    except InvalidOperation:
        return None
    return int(seconds * _SECOND) if _FIRST <= seconds < _LAST else None


def of_iso(text: str) -> int | None:
    found = _ISO.fullmatch(text)
    if not found:
        return None
    try:
        whole = datetime.fromisoformat(found[1]).replace(tzinfo=UTC)
    except ValueError:
        return None
    return _nanoseconds(whole) + int((found[2] or "").ljust(9, "0"))


def now() -> int:
    return _nanoseconds(datetime.now(UTC))


def as_datetime(moment: int) -> datetime:
    return _EPOCH + timedelta(microseconds=moment // 1000)


def as_iso(moment: int) -> str:
    return as_datetime(moment).strftime("%Y-%m-%dT%H:%M:%SZ")


def _nanoseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1) * 1000
