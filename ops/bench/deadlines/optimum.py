"""The least that a job could have cost, had it known what was to come: exact."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ops.bench.deadlines.cases import Job

Costs: TypeAlias = NDArray[np.float64]
"""By the units of work left; infinite where the deadline is missed."""


@dataclass(frozen=True)
class _Units:
    """All times in units of their greatest common divisor, so that nothing is rounded."""

    unit: int
    work: int
    deadline: int
    gap: int
    restart: int
    ages: int
    """Ticks that a restart takes part of."""

    @classmethod
    def of(cls, job: Job) -> "_Units":
        unit = math.gcd(job.work, job.deadline, job.gap, job.restart)
        return cls(
            unit,
            job.work // unit,
            job.deadline // unit,
            job.gap // unit,
            job.restart // unit,
            max(1, -(-job.restart // job.gap)),
        )

    def restart_left(self, age: int) -> int:
        return max(0, self.restart - age * self.gap)


def optimum(job: Job, available: NDArray[np.bool_]) -> float:
    """In seconds of on-demand; ``available`` by zone and tick.

    Backwards over the ticks; for each instance that may be held, by how many ticks it has been.
    """
    units = _Units.of(job)
    prices = (1.0, *(job.spot_price for _ in available))
    late = np.full(units.work + 1, np.inf)
    late[0] = 0.0
    idle, held = late, [[late] * units.ages for _ in prices]
    for tick in reversed(range(job.ticks)):
        length = min(units.gap, units.deadline - tick * units.gap)
        runs = [
            [_run(units, age, length, price, later) for age in range(units.ages + 1)]
            if place == 0 or available[place - 1, tick]
            else []
            for place, (price, later) in enumerate(zip(prices, held, strict=True))
        ]
        for run in runs:
            if run:
                idle = np.minimum(idle, run[0])
        held = [_kept(run, idle, units.ages) for run in runs]
    return float(idle[units.work]) * units.unit


def _kept(run: Sequence[Costs], idle: Costs, ages: int) -> list[Costs]:
    """It may be kept if it is still there, or given up."""
    if not run:
        return [idle] * ages
    return [np.minimum(costs, idle) for costs in run[1:]]


def _run(units: _Units, age: int, length: int, price: float, later: Sequence[Costs]) -> Costs:
    """Held for this tick, having been held for ``age`` ticks."""
    restart = units.restart_left(age)
    works = min(max(0, length - restart), units.work)
    after = later[min(age + 1, units.ages) - 1]
    costs = np.empty_like(after)
    costs[works:] = after[: units.work + 1 - works] + price * length
    if works:
        costs[: works + 1] = price * (restart + np.arange(works + 1))
    costs[0] = 0.0
    return costs
