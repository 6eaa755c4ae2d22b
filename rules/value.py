"""What a value of a template is known to be before it is deployed, without guessing."""

import re
from dataclasses import dataclass
from typing import Any, Final

_GAP = "\N{HORIZONTAL ELLIPSIS}"


class Unknown:
    """Only the deployment knows."""

    def __repr__(self) -> str:
        return _GAP


UNKNOWN: Final = Unknown()


@dataclass(frozen=True)
class Reference:
    """A resource of a template of the assembly, or an attribute of it."""

    stack: str
    logical_id: str
    attribute: str | None = None


@dataclass(frozen=True)
class Text:
    """A string of which some parts are known only when it is deployed."""

    parts: tuple[str | Reference | Unknown, ...]

    def __str__(self) -> str:
        return "".join(part if isinstance(part, str) else _GAP for part in self.parts)

    @property
    def references(self) -> tuple[Reference, ...]:
        return tuple(part for part in self.parts if isinstance(part, Reference))


def joined(values: list[Any], separator: str = "") -> object:
    """One string if all of it is known, else what is known of it."""
    parts: list[str | Reference | Unknown] = []
    for index, value in enumerate(values):
        parts += [separator] if index and separator else []
        parts += _parts(value)
    if all(isinstance(part, str) for part in parts):
        return "".join(str(part) for part in parts)
    return Text(tuple(parts))


def text(value: object) -> str:
    """As a string, unknown parts as an ellipsis; not a string at all: one ellipsis."""
    if isinstance(value, bool | int | float):
        return str(value).lower() if isinstance(value, bool) else str(value)
    return str(value) if isinstance(value, str | Text) else _GAP


def matches(pattern: str, value: object) -> bool:
    """Whether the value certainly matches: an unknown part matches as an ellipsis only."""
    return re.fullmatch(pattern, text(value)) is not None


def is_known(value: object) -> bool:
    return not isinstance(value, Unknown | Text | Reference)


def number(value: object) -> float | None:
    """Also of a number that was written as a string."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def flag(value: object) -> bool | None:
    return {"true": True, "false": False}.get(text(value).lower())


def listed(value: object) -> list[Any]:
    """A list; of one where CloudFormation lets the brackets out; empty for nothing."""
    if isinstance(value, list):
        return value
    return [] if value is None or isinstance(value, Unknown) else [value]


def mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _parts(value: object) -> tuple[str | Reference | Unknown, ...]:
    match value:
        case Text():
            return value.parts
        case Reference():
            return (value,)
        case str() | bool() | int() | float():
            return (text(value),)
        case _:
            return (UNKNOWN,)
