"""Whether the bytes of a file are what its name says, and which columns it has."""

import codecs
import csv
import json
from collections.abc import Callable
from typing import Any, Protocol

from millrace.domain.landing_parquet import FootlessError, parquet_columns

SEEN_BYTES = 256 * 1024
"""Of the beginning: enough for the first line of a wide table."""


class Content(Protocol):
    @property
    def size(self) -> int: ...

    def first(self, count: int) -> bytes: ...

    def last(self, count: int) -> bytes: ...


_MAGIC = {
    "avro": b"Obj\x01",
    "jpeg": b"\xff\xd8\xff",
    "jpg": b"\xff\xd8\xff",
    "npy": b"\x93NUMPY",
    "orc": b"ORC",
    "png": b"\x89PNG\r\n\x1a\n",
}
_JSON_LINES = ("jsonl", "ndjson")


def complaint_about(type_: str, content: Content) -> str | None:
    if type_ in _MAGIC:
        starts = content.first(len(_MAGIC[type_])) == _MAGIC[type_]
        return None if starts else f"it does not begin as {type_} does"
    check = _CHECKS.get(type_)
    return check(content) if check else None


def columns_of(type_: str, content: Content) -> list[str] | None:
    """None if files of this type have none that could be read without reading all of it."""
    if type_ == "csv":
        return next(csv.reader([_first_line(content) or ""]), [])
    if type_ in _JSON_LINES:
        return list(_object(_first_line(content) or "") or {})
    return parquet_columns(content) if type_ == "parquet" else None


def _not_text(content: Content) -> str | None:
    return "it is not text in UTF-8" if _text(content) is None else None


def _not_a_table(content: Content) -> str | None:
    return _not_text(content) or _endless(content)


def _not_json(content: Content) -> str | None:
    text = (_text(content) or "").lstrip()
    if not text.startswith(("{", "[")):
        return "it is not JSON: it begins with neither { nor ["
    if content.size > SEEN_BYTES:
        return None
    try:
        json.loads(text)
    except (ValueError, RecursionError) as error:
        return f"it is not JSON: {error}"
    return None


def _not_json_lines(content: Content) -> str | None:
    line = _first_line(content)
    if line is None:
        return _not_text(content) or _endless(content)
    return None if _object(line) is not None else "its first line is not a JSON object"


def _not_parquet(content: Content) -> str | None:
    try:
        parquet_columns(content)
    except FootlessError as error:
        return str(error)
    return None


_CHECKS: dict[str, Callable[[Content], str | None]] = {
    "csv": _not_a_table,
    "json": _not_json,
    "parquet": _not_parquet,
    "txt": _not_text,
    **dict.fromkeys(_JSON_LINES, _not_json_lines),
}


def _text(content: Content) -> str | None:
    """The beginning; a letter that it cuts in two is left away."""
    seen = content.first(SEEN_BYTES)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        text = decoder.decode(seen, final=content.size <= SEEN_BYTES)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text.removeprefix("\ufeff")


def _first_line(content: Content) -> str | None:
    """None if there is no text, or no end of the line in sight."""
    text = _text(content)
    if text is None or ("\n" not in text and content.size > SEEN_BYTES):
        return None
    return text.partition("\n")[0].rstrip("\r")


def _endless(content: Content) -> str | None:
    too_long = _first_line(content) is None
    return f"its first line is longer than {SEEN_BYTES} bytes" if too_long else None


def _object(line: str) -> dict[str, Any] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
