"""A dataclass as a map of DynamoDB and back, by the types of its fields; unknown is left out."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")


class Shape(Generic[T]):
    """``key`` names the field that stands outside, as the key of the entry."""

    def __init__(self, of: Callable[..., T], *, key: str | None = None) -> None:
        self._of = of
        told = [field for field in fields(of) if field.name != key]  # type: ignore[arg-type]
        self._fields = [(field.name, *_way_of(field.type)) for field in told]

    def entry(self, thing: T) -> dict[str, Any]:
        found = {}
        for name, write, _ in self._fields:
            value = getattr(thing, name)
            if value is not None:
                found[name] = write(value)
        return found

    def thing(self, entry: Mapping[str, Any], **key: str) -> T:
        given = {name: read(entry[name]) for name, _, read in self._fields if name in entry}
        return self._of(**given, **key)


def written(time: datetime) -> str:
    """Always of the same length, so that texts sort as times do."""
    at = time if time.tzinfo is UTC else time.astimezone(UTC)
    return f"{at.isoformat(timespec='milliseconds')[:23]}Z"


def text(value: str) -> dict[str, str]:
    return {"S": value}


def number(value: float) -> dict[str, str]:
    return {"N": str(value)}


def moment(time: datetime) -> dict[str, str]:
    return {"S": written(time)}


def time(value: Mapping[str, str]) -> datetime:
    return datetime.fromisoformat(value["S"])


_WAYS: dict[Any, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    str: (text, lambda value: value["S"]),
    int: (number, lambda value: int(value["N"])),
    bool: (lambda value: {"BOOL": value}, lambda value: value["BOOL"]),
    datetime: (moment, time),
}


def _way_of(type_: Any) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """How a value is written and read; an enumeration is written as its text."""
    [plain] = [each for each in get_args(type_) or (type_,) if each is not type(None)]
    return _WAYS.get(plain) or (text, lambda value: plain(value["S"]))
