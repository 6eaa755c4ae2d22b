"""The points at which a plan is worked out: steps of time, and levels of slack at each."""

import math
from dataclasses import dataclass, field

_STEPS = 64
_FINE = 12
"""Restarts of slack that are told apart one by one: there each may be the last to be had."""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Seconds. Slack is what is left of the time when the work is done without a restart."""

    restart: float
    unit: float
    """Between two of the lower levels: a restart, unless that is much shorter than a step."""
    units: int
    """In a step."""
    steps: int
    fine: int
    """The level above which levels are a step apart."""
    levels: tuple[float, ...]
    wait: int = field(init=False)
    hold: int = field(init=False)
    start: int = field(init=False)

    def __post_init__(self) -> None:
        """First levels that let the job be without on-demand, and begin on spot."""
        object.__setattr__(self, "wait", self._first(self.restart))
        object.__setattr__(self, "hold", self._first(self.restart))
        object.__setattr__(self, "start", self._first(2 * self.restart))

    @property
    def step(self) -> float:
        return self.units * self.unit

    @property
    def fraction(self) -> float:
        """Of a coarse level that a restart takes."""
        return self.restart / self.step

    @classmethod
    def over(cls, *, time: float, slack: float, restart: float, tick: float) -> "Grid":
        least = max(tick, restart, time / _STEPS)
        unit = max(restart, least / 8)
        units = math.ceil(least / unit - 1e-9)
        fine = units * math.ceil(_FINE / units)
        coarse = max(1, math.ceil((slack - fine * unit) / (units * unit)) + 1)
        return cls(
            restart=restart,
            unit=unit,
            units=units,
            steps=math.ceil(time / (units * unit)),
            fine=fine,
            levels=(
                *(unit * at for at in range(fine + 1)),
                *(unit * (fine + units * at) for at in range(1, coarse + 1)),
            ),
        )

    def place(self, slack: float) -> tuple[int, float]:
        """The level below, and how far it is to the next; part of a restart's slack is none."""
        below = slack / self.unit + 1e-6
        if below < self.fine:
            whole = int(below)
            return whole, 0.0 if self.unit == self.restart else max(0.0, below - whole)
        above = (slack - self.fine * self.unit) / self.step
        at = min(self.fine + int(above), len(self.levels) - 1)
        return at, min(1.0, max(0.0, above - (at - self.fine)))

    def _first(self, slack: float) -> int:
        return next(at for at, level in enumerate(self.levels) if level >= slack - 1e-6)
