"""How often to checkpoint: seldom enough to be cheap, often enough to lose little."""

import math
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from workloads.contract.refusals import RefusedError

_MEAN_BETWEEN_INTERRUPTIONS_S = 4 * 3600.0
"""An assumption: nobody publishes it, and four times as much or as little costs little."""
_SETTING = "MEAN_SECONDS_BETWEEN_INTERRUPTIONS"
_WARNED_S = 120.0
"""A spot host is taken two minutes after its notice."""
_WEIGHT_OF_LAST = 0.5


class CadenceError(RefusedError):
    """A time of which an interval cannot be made."""


def interval_s(write_s: float, mean_between_interruptions_s: float) -> float:
    """Seconds of work between two checkpoints that lose the least (Daly 2006, higher order).

    ``write_s``: how long one write takes. Young's rule is the square root in front; where a write
    takes as long as hosts live, work for as long as they live.
    """
    if not (write_s >= 0 and mean_between_interruptions_s > 0):
        raise CadenceError(
            "a write takes 0 s or longer and interruptions are more than 0 s apart, got "
            f"{write_s} s and {mean_between_interruptions_s} s"
        )
    if write_s >= 2 * mean_between_interruptions_s:
        return mean_between_interruptions_s
    share = write_s / (2 * mean_between_interruptions_s)
    young = math.sqrt(2 * write_s * mean_between_interruptions_s)
    return young * (1 + math.sqrt(share) / 3 + share / 9) - write_s


class Cadence:
    """Says when a checkpoint is due, from how long the writes so far have taken.

    The first is due at once: it measures the write, and finds a missing permission in the first
    second. ``mean_between_interruptions_s`` is of the whole job, the first node of it to be lost.
    ``at_least_s`` keeps a store that writes in no time from being written all the time.
    """

    def __init__(
        self,
        *,
        mean_between_interruptions_s: float = _MEAN_BETWEEN_INTERRUPTIONS_S,
        at_least_s: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        interval_s(0, mean_between_interruptions_s)
        self._mean_s = mean_between_interruptions_s
        self._at_least_s = at_least_s
        self._clock = clock
        self._write_s: float | None = None
        self._saved_at = clock()

    @classmethod
    def from_environment(
        cls,
        environment: Mapping[str, str] = os.environ,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> "Cadence":
        """MEAN_SECONDS_BETWEEN_INTERRUPTIONS where the job definition gives it."""
        told = environment.get(_SETTING, str(_MEAN_BETWEEN_INTERRUPTIONS_S))
        try:
            return cls(mean_between_interruptions_s=float(told), clock=clock)
        except ValueError as error:
            raise CadenceError(f"{_SETTING} must be more than 0 seconds, got {told!r}") from error

    @property
    def age_s(self) -> float:
        """Since the last checkpoint of this attempt, or since its start."""
        return self._clock() - self._saved_at

    def is_due(self, *, warned: bool = False) -> bool:
        return self._write_s is None or self.age_s >= self.interval_s(warned=warned)

    def interval_s(self, *, warned: bool = False) -> float:
        """``warned``: the host is known to go, so hosts live for two minutes now."""
        mean_s = min(self._mean_s, _WARNED_S) if warned else self._mean_s
        return max(self._at_least_s, interval_s(self._write_s or 0.0, mean_s))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Around a write: measures it."""
        began = self._clock()
        yield
        self._saved_at = self._clock()
        took_s = self._saved_at - began
        before = took_s if self._write_s is None else self._write_s
        self._write_s = _WEIGHT_OF_LAST * took_s + (1 - _WEIGHT_OF_LAST) * before
