"""One child of an array job under interruptions that strike without memory (a Poisson process)."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from ops.sizing.checkpoints import pieces
from ops.sizing.work import Terms, Work

_LARGEST_EXPONENT = 700.0
"""exp() of more is no float."""

_Chances: TypeAlias = list[float]
"""How likely 0, 1, 2 ... interruptions are, as far as there are attempts."""


@dataclass(frozen=True)
class Child:
    items: int
    work: Work
    terms: Terms

    @cached_property
    def pieces(self) -> int:
        """With a checkpoint between two."""
        if self.terms.checkpoint_seconds is None:
            return 1
        return pieces(self._worked, self.terms.checkpoint_seconds, self.terms.rate)

    @cached_property
    def undisturbed_seconds(self) -> float:
        writing = (self.pieces - 1) * (self.terms.checkpoint_seconds or 0)
        return self.work.startup_seconds + self._worked + writing

    @cached_property
    def longest_seconds(self) -> float:
        """Of an attempt without interruption, three standard deviations above the mean."""
        return self.undisturbed_seconds + 3 * self.work.spread_seconds * math.sqrt(self.items)

    @cached_property
    def expected_seconds(self) -> float:
        """Paid for, all attempts together."""
        if not self.terms.rate:
            return self.undisturbed_seconds
        begins = self.work.startup_seconds
        first, last = self._first, self._last
        paid = self._until(begins + first)
        if self.pieces > 1:
            middle = self._piece(first)
            paid += (self.pieces - 2) * middle + self._piece(last)
        return paid

    @cached_property
    def interrupted(self) -> float:
        """How likely it is that it is interrupted at all."""
        return self._fails(self.undisturbed_seconds)

    @cached_property
    def longest_loss_seconds(self) -> float:
        """What one interruption sets it back at most."""
        return self.work.startup_seconds + max(self._first, self._last)

    @cached_property
    def risk(self) -> float:
        """How likely it is to be interrupted in every attempt that it has."""
        attempts = self.terms.attempts
        again = self._fails(self.work.startup_seconds + self._first)
        if self.pieces == 1:
            return again**attempts
        chances = [(1 - again) * again**count for count in range(attempts)]
        middle = _power(self._interruptions(self._first), self.pieces - 2)
        chances = _both(_both(chances, middle), self._interruptions(self._last))
        return max(0.0, 1 - sum(chances))

    @property
    def _worked(self) -> float:
        return self.items * self.work.seconds_per_item

    @property
    def _first(self) -> float:
        """Seconds of every piece but the last, its checkpoint included."""
        one = self._worked / self.pieces
        return one + (self.terms.checkpoint_seconds or 0) if self.pieces > 1 else one

    @property
    def _last(self) -> float:
        return self._worked / self.pieces

    def _until(self, seconds: float) -> float:
        """Expected until that long passes without interruption, from the start each time."""
        power = self.terms.rate * seconds
        return math.expm1(power) / self.terms.rate if power < _LARGEST_EXPONENT else math.inf

    def _fails(self, seconds: float) -> float:
        return -math.expm1(-self.terms.rate * seconds)

    def _piece(self, seconds: float) -> float:
        """A piece that follows another: its first try begins without start-up."""
        fails = self._fails(seconds)
        return fails / self.terms.rate + fails * self._until(self.work.startup_seconds + seconds)

    def _interruptions(self, seconds: float) -> _Chances:
        fails, again = self._fails(seconds), self._fails(self.work.startup_seconds + seconds)
        later = [fails * (1 - again) * again**count for count in range(self.terms.attempts - 1)]
        return [1 - fails, *later]


def _both(one: _Chances, other: _Chances) -> _Chances:
    """Of two pieces together, as far as the shorter list reaches."""
    reach = min(len(one), len(other))
    return [sum(one[i] * other[total - i] for i in range(total + 1)) for total in range(reach)]


def _power(chances: _Chances, times: int) -> _Chances:
    result = [1.0, *[0.0] * (len(chances) - 1)]
    while times:
        if times % 2:
            result = _both(result, chances)
        chances, times = _both(chances, chances), times // 2
    return result
