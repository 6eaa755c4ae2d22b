"""The types of a table's columns: the primitive ones of Glue and Hive."""

from re import fullmatch
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, WithJsonSchema

from config.errors import RefusedError
from config.words import listed, nearest

_PLAIN = (
    *("boolean", "tinyint", "smallint", "int", "bigint", "float", "double"),
    *("string", "date", "timestamp", "binary"),
)
_SIZED = {"char": 255, "varchar": 65_535}
_MOST_DIGITS = 38
_ALLOWED = listed(
    [
        *_PLAIN,
        *(f"{name}(1 to {longest})" for name, longest in _SIZED.items()),
        f"decimal(digits,decimals) to {_MOST_DIGITS} digits",
    ]
)


def _column_type(written: str) -> str:
    if written in _PLAIN or _is_sized(written) or _is_decimal(written):
        return written
    word = written.partition("(")[0]
    instead = nearest(word, _PLAIN) if word == written else ""
    raise RefusedError("unknown column type", allowed=_ALLOWED, instead=instead)


def _is_sized(written: str) -> bool:
    match = fullmatch(r"(char|varchar)\(([1-9]\d{0,4})\)", written)
    return match is not None and int(match[2]) <= _SIZED[match[1]]


def _is_decimal(written: str) -> bool:
    match = fullmatch(r"decimal\(([1-9]\d?),(\d{1,2})\)", written)
    return match is not None and int(match[2]) <= int(match[1]) <= _MOST_DIGITS


ColumnType: TypeAlias = Annotated[
    str,
    AfterValidator(_column_type),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": rf"^({'|'.join(_PLAIN)}|(var)?char\(\d+\)|decimal\(\d+,\d+\))$",
        }
    ),
]
