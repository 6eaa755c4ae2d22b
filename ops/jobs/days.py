"""The days that somebody asks about, in UTC as the ledger has them."""

from argparse import ArgumentTypeError
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

_WORDS = {"today": timedelta(0), "yesterday": timedelta(days=1)}


@dataclass(frozen=True)
class Days:
    first: date
    last: date

    @classmethod
    def back(cls, count: int, *, today: date) -> "Days":
        return cls(today - timedelta(days=count - 1), today)

    @property
    def newest_first(self) -> Iterator[str]:
        for ago in range((self.last - self.first).days + 1):
            yield f"{self.last - timedelta(days=ago)}"

    @property
    def since(self) -> datetime:
        return datetime.combine(self.first, time(), UTC)

    @property
    def until(self) -> datetime:
        return datetime.combine(self.last, time.max, UTC)


def day(text: str) -> date | timedelta:
    """For ``type=`` of an argument: a date, or how long ago."""
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(
            f"must be a day such as 2026-11-16, today or yesterday (UTC), got {text!r}"
        ) from None
