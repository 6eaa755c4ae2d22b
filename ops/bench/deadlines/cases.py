"""The jobs that are replayed: how long, how urgent, and when they start."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from ops.bench.deadlines.traces import Group

SLACKS = (1.15, 1.25, 1.5, 2.0)
_RESTART = 6 * 60
_SPOT_PRICE = 0.33


@dataclass(frozen=True)
class Job:
    """Seconds."""

    work: int
    deadline: int
    """After its start."""
    gap: int
    restart: int = _RESTART
    spot_price: float = _SPOT_PRICE

    @property
    def ticks(self) -> int:
        """The last one ends with the deadline."""
        return -(-self.deadline // self.gap)

    def length(self, tick: int) -> int:
        return min(self.gap, self.deadline - tick * self.gap)

    @property
    def on_demand_cost(self) -> float:
        return self.work + self.restart


@dataclass(frozen=True)
class Case:
    group: Group
    job: Job
    slack: float
    start: int
    """The tick of the trace at which the job starts."""

    @property
    def available(self) -> NDArray[np.bool_]:
        """By zone and tick of the job; beyond the trace's end nothing is to be had."""
        known = self.group.available[:, self.start : self.start + self.job.ticks]
        missing = self.job.ticks - known.shape[1]
        return np.pad(known, ((0, 0), (0, missing)))


def cases(group: Group, *, hours: Sequence[int], starts: int) -> Iterator[Case]:
    for length, slack in product(hours, SLACKS):
        work = length * 3600
        job = Job(work=work, deadline=round(work * slack), gap=group.gap)
        last = max(0, group.available.shape[1] - job.ticks)
        spaced = {round(at * last / max(1, starts - 1)) for at in range(starts)}
        for start in sorted(spaced):
            yield Case(group, job, slack, start)
