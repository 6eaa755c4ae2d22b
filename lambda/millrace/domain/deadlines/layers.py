"""What a job is expected to cost from each point of a plan on, by backward induction."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from millrace.domain.deadlines.chances import Chances
from millrace.domain.deadlines.grid import Grid
from millrace.domain.deadlines.stages import Stage, stages

Values: TypeAlias = list[float]
NEVER = 1e9
_LATE = 3.0
"""What a second that on-demand lacks is held to cost, so that a plan keeps away from it."""


class Layer(NamedTuple):
    """At one moment: by stage, what is still to be paid at each level of slack."""

    waiting: list[Values]
    on_demand: list[Values]
    on_spot: list[Values]


class _Moment(NamedTuple):
    """What all stages share at one moment."""

    work: Values
    fallback: Values
    """On on-demand from now to the end."""
    ends: int
    """First level at which the work is done within a step."""
    starts_and_ends: int


@dataclass(frozen=True, kw_only=True)
class Induction:
    grid: Grid
    chances: Chances
    price: float

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        return stages(self.chances, self.grid.step)

    @cached_property
    def with_spot(self) -> int:
        return len(self.stages) - len(self.chances.drought)

    def layers(self) -> tuple[Layer, ...]:
        """By the number of steps left."""
        nothing = [[0.0] * (self.grid.fine + 2) for _ in self.stages]
        found = [Layer(nothing, nothing, nothing[: self.with_spot])]
        for steps in range(1, self.grid.steps + 1):
            found.append(self._before(found[-1], steps * self.grid.step))
        return tuple(found)

    def _before(self, later: Layer, time: float) -> Layer:
        moment = self._moment(time)
        missing = [0.0] * (len(moment.work) - len(later.waiting[0]))
        later = Layer(*([values + missing for values in mode] for mode in later))
        lost = self.when_lost(later.waiting), self.when_lost(later.on_demand)
        found = Layer([], [], [])
        for at, stage in enumerate(self.stages):
            spot = at < self.with_spot
            next_wait = lost[0][stage.company] if spot else later.waiting[0]
            next_paid = lost[1][stage.company] if spot else later.on_demand[0]
            waits = _expect(stage, at, later.waiting, next_wait)
            pays = _expect(stage, at, later.on_demand, next_paid)
            options = [self._idle(waits), self._start(pays, 1.0, moment), moment.fallback]
            if spot:
                runs = _expect(stage, at, later.on_spot, next_wait)
                options.append(self._start(runs, self.price, moment))
            best = list(map(min, *options))
            found.waiting.append(best)
            found.on_demand.append(list(map(min, self._go_on(pays, 1.0, moment), best)))
            if spot:
                on_spot = self._go_on(runs, self.price, moment)
                found.on_spot.append(list(map(min, on_spot, best)))
        return found

    def _moment(self, time: float) -> _Moment:
        grid = self.grid
        size = max(grid.fine + 2, sum(level < time + grid.step for level in grid.levels))
        work = [max(0.0, time - level) for level in grid.levels[:size]]
        return _Moment(
            work=work,
            fallback=[
                left and left + grid.restart + _LATE * max(0.0, grid.restart - level)
                for left, level in zip(work, grid.levels, strict=False)
            ],
            ends=_first(work, grid.step),
            starts_and_ends=_first(work, grid.step - grid.restart),
        )

    def when_lost(self, values: Sequence[Values]) -> list[Values]:
        """After spot was lost, alone and in company."""
        drought = values[self.with_spot]
        landing = self.chances.landing
        if not landing:
            return [drought]
        landed = [
            sum(map(float.__mul__, landing, column))
            for column in zip(*values[: self.with_spot], strict=True)
        ]
        return [
            [(1 - caught) * dry + caught * up for dry, up in zip(drought, landed, strict=True)]
            for caught in self.chances.caught
        ]

    def _idle(self, waits: Values) -> Values:
        fine, units = self.grid.fine, self.grid.units
        return [NEVER] * units + waits[: fine + 1 - units] + waits[fine:-1]

    def _go_on(self, runs: Values, price: float, moment: _Moment) -> Values:
        paid = price * self.grid.step
        found = [paid + value for value in runs]
        if price < 1:
            found[: self.grid.hold] = [NEVER] * self.grid.hold
        found[moment.ends :] = [price * left for left in moment.work[moment.ends :]]
        return found

    def _start(self, runs: Values, price: float, moment: _Moment) -> Values:
        grid = self.grid
        paid, fine, coarse = price * grid.step, grid.restart / grid.unit, grid.fraction
        lower, upper = runs[: grid.fine + 1], runs[grid.fine :]
        found = [NEVER]
        found += [paid + y + fine * (x - y) for x, y in pairwise(lower)]
        found += [paid + y + coarse * (x - y) for x, y in pairwise(upper)]
        if price < 1:
            found[: grid.start] = [NEVER] * grid.start
        first = moment.starts_and_ends
        found[first:] = [price * (left and left + grid.restart) for left in moment.work[first:]]
        return found


def _expect(stage: Stage, at: int, later: Sequence[Values], ended: Values) -> Values:
    stays, ages, changes, ends = stage.stays, stage.ages, stage.changes, stage.ends
    here, older = later[at], later[stage.older]
    if not changes:
        return [
            stays * same + ages * old + ends * end
            for same, old, end in zip(here, older, ended, strict=True)
        ]
    return [
        stays * same + ages * old + changes * other + ends * end
        for same, old, other, end in zip(here, older, later[stage.other], ended, strict=True)
    ]


def _first(work: Values, most: float) -> int:
    return next((at for at, left in enumerate(work) if left <= most + 1e-6), len(work))
