"""What is measured, and of what."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

TAKEN_FOR = timedelta(days=13)
"""CloudWatch refuses whatever is older than two weeks, and all that is sent along with it."""


class MetricsError(Exception):
    """The metrics could not be published now."""


class Unit(StrEnum):
    COUNT = "Count"
    PERCENT = "Percent"
    NONE = "None"


@dataclass(frozen=True, kw_only=True)
class Datum:
    metric: str
    dimension: str
    """Queue, Fleet, Service, Reason or Do."""
    of: str
    value: float
    unit: Unit
    at: datetime


def summed(counts: Iterable[Datum], *, now: datetime) -> list[Datum]:
    """One for each minute, without those that CloudWatch would not take any more."""
    sums: dict[Datum, float] = defaultdict(float)
    for count in counts:
        if now - count.at < TAKEN_FOR:
            minute = count.at.replace(second=0, microsecond=0)
            sums[replace(count, at=minute, value=0)] += count.value
    return [replace(count, value=total) for count, total in sums.items()]
