"""How far a job is, in a line that people read in the log and programs read back."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

_LINE = re.compile(
    r"progress done=(\d+) total=(\d+) rate_per_s=([\d.]+) remaining_s=(\d+|unknown) "
    r"checkpoint_age_s=(\d+)$"
)


@dataclass(frozen=True)
class Report:
    """One moment of a job."""

    done: int
    total: int
    rate_per_s: float
    """Steps a second, over this attempt."""
    remaining_s: int | None
    """None while no step of this attempt is done."""
    checkpoint_age_s: int
    """What would be lost if the host died now."""

    def line(self) -> str:
        remaining = "unknown" if self.remaining_s is None else self.remaining_s
        return (
            f"progress done={self.done} total={self.total} rate_per_s={self.rate_per_s:.3f} "
            f"remaining_s={remaining} checkpoint_age_s={self.checkpoint_age_s}"
        )


def read_report(line: str) -> Report | None:
    """None for a line that reports no progress."""
    match = _LINE.match(line)
    if match is None:
        return None
    done, total, rate, remaining, age = match.groups()
    remaining_s = None if remaining == "unknown" else int(remaining)
    return Report(int(done), int(total), float(rate), remaining_s, int(age))


class Progress:
    """Counts from where this attempt began: what an earlier one did is no rate of this one."""

    def __init__(
        self, *, done: int, total: int, every_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._first = done
        self._total = total
        self._every_s = every_s
        self._clock = clock
        self._began = self._told = clock()

    def is_due(self) -> bool:
        return self._clock() - self._told >= self._every_s

    def report(self, done: int, *, checkpoint_age_s: float) -> Report:
        """Counts the next interval from now."""
        self._told = self._clock()
        elapsed_s = self._told - self._began
        rate = (done - self._first) / elapsed_s if elapsed_s else 0.0
        remaining_s = round((self._total - done) / rate) if rate else None
        return Report(done, self._total, rate, remaining_s, round(checkpoint_age_s))
