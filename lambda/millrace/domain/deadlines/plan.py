"""A plan for the time up to a deadline: kept between decisions, made anew when it is outgrown."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from millrace.domain.deadlines.chances import Chances
from millrace.domain.deadlines.grid import Grid
from millrace.domain.deadlines.layers import Induction, Layer
from millrace.domain.deadlines.past import Past
from millrace.domain.deadlines.situation import Situation


class Mode(IntEnum):
    WAITING = 0
    ON_DEMAND = 1
    ON_SPOT = 2


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Seconds; what is to be paid counts in seconds of on-demand."""

    made_for: float
    """Seconds to the deadline, when it was made."""
    zones: frozenset[str]
    tick: float
    induction: Induction
    layers: tuple[Layer, ...]

    @property
    def chances(self) -> Chances:
        return self.induction.chances

    @property
    def step(self) -> float:
        return self.induction.grid.step

    def serves(self, situation: Situation) -> bool:
        """Whether it was made for such a job, and not so long ago that its steps are coarse."""
        left = (situation.deadline - situation.now).total_seconds()
        grid = self.induction.grid
        return (
            left <= self.made_for
            and left - situation.work_left.total_seconds() <= grid.levels[-1]
            and grid.restart == situation.restart.total_seconds()
            and self.induction.price == situation.spot_price
            and self.tick == situation.tick.total_seconds()
            and self.zones == frozenset(situation.available)
        )

    def cost(self, mode: Mode, stage: int, time: float, slack: float) -> float:
        """Still to be paid, with so much time and slack left."""
        work = time - slack
        if work <= 0:
            return 0.0
        restart = self.induction.grid.restart
        if slack < (0.0 if mode is Mode.ON_DEMAND else restart) - 1e-6:
            return work + restart + 3 * (restart - slack)
        steps = min(time / self.step, len(self.layers) - 1.0)
        earlier = min(int(steps), len(self.layers) - 2)
        place = self.induction.grid.place(slack)
        low = _at(self.layers[earlier][mode][stage], place)
        high = _at(self.layers[earlier + 1][mode][stage], place)
        return low + (steps - earlier) * (high - low)


def _at(values: list[float], place: tuple[int, float]) -> float:
    below, part = place
    if below >= len(values):
        return 0.0
    if not part:
        return values[below]
    above = values[below + 1] if below + 1 < len(values) else 0.0
    return values[below] + part * (above - values[below])


def plan_for(situation: Situation, past: Past) -> Plan:
    time = (situation.deadline - situation.now).total_seconds()
    grid = Grid.over(
        time=time,
        slack=max(0.0, time - situation.work_left.total_seconds()),
        restart=situation.restart.total_seconds(),
        tick=situation.tick.total_seconds(),
    )
    zones: Iterable[str] = situation.available
    induction = Induction(grid=grid, chances=Chances.after(past, zones), price=situation.spot_price)
    return Plan(
        made_for=time,
        zones=frozenset(zones),
        tick=situation.tick.total_seconds(),
        induction=induction,
        layers=induction.layers(),
    )
