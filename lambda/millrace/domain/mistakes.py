"""What we have overlooked costs the messages that it is about, and none of those beside them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

A = TypeVar("A")
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Mistake:
    error: Exception

    def __str__(self) -> str:
        return repr(self.error)


def tried(work: Callable[[A], T], given: A) -> T | Mistake:
    """Raised further, it would bring back a hundred messages, five times, and then bury them."""
    try:
        return work(given)
    except Exception as error:  # noqa: BLE001 - nobody knows beforehand what was overlooked
        return Mistake(error=error)
