"""How long spot of one zone stayed, and how long it stayed away."""

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeAlias

AGES = (0.0, 20 * 60.0, 80 * 60.0, 320 * 60.0)
"""Seconds at which a stretch comes of the next age: each four times the one before."""
GAP = timedelta(hours=1).total_seconds()
"""Two looks further apart tell nothing of the time between them."""

ByAge: TypeAlias = tuple[float, ...]
_NONE: ByAge = (0.0,) * len(AGES)


def age_group(seconds: float) -> int:
    return bisect_right(AGES, seconds) - 1


def spread(seconds: float) -> ByAge:
    """How much of its life a stretch of that length spent in each age."""
    ends = (*AGES[1:], max(seconds, AGES[-1]))
    return tuple(max(0.0, min(seconds, end) - start) for start, end in zip(AGES, ends, strict=True))


@dataclass(frozen=True, kw_only=True)
class Stretches:
    """Those that are over, by age, and the one that goes on; times in epoch seconds."""

    up: bool
    since: float
    last: float
    lived: tuple[ByAge, ByAge] = (_NONE, _NONE)
    """Seconds, without spot and with it."""
    ended: tuple[ByAge, ByAge] = (_NONE, _NONE)
    """How many, without spot and with it."""

    @classmethod
    def first(cls, at: float, *, up: bool) -> "Stretches":
        return cls(up=up, since=at, last=at)

    @property
    def age(self) -> float:
        return self.last - self.since

    def seen(self, at: float, *, up: bool) -> "Stretches":
        broken = at - self.last > GAP
        if up is self.up and not broken:
            return replace(self, last=at)
        lived = spread((self.last if broken else at) - self.since)
        end = age_group(self.age)
        ended = tuple(float(age == end and not broken) for age in range(len(AGES)))
        return replace(
            self,
            up=up,
            since=at,
            last=at,
            lived=self._with(self.lived, lived),
            ended=self._with(self.ended, ended),
        )

    def count(self, *, up: bool) -> tuple[ByAge, ByAge]:
        """Seconds lived and stretches ended, with the one that goes on."""
        lived, ended = self.lived[up], self.ended[up]
        return (_sum(lived, spread(self.age)) if up is self.up else lived), ended

    def _with(self, kept: tuple[ByAge, ByAge], more: ByAge) -> tuple[ByAge, ByAge]:
        down, up = kept
        return (down, _sum(up, more)) if self.up else (_sum(down, more), up)


def _sum(one: ByAge, other: ByAge) -> ByAge:
    return tuple(a + b for a, b in zip(one, other, strict=True))
