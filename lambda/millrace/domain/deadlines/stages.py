"""How the surroundings of a job change in one step of a plan."""

import math
from dataclasses import dataclass

from millrace.domain.deadlines.chances import Chances
from millrace.domain.deadlines.stretches import AGES, ByAge


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Spot of some age, alone or in company; or a drought of some age."""

    stays: float
    ages: float
    changes: float
    """Company comes or goes."""
    ends: float
    older: int
    other: int
    """The same with company come or gone."""
    company: int


def stages(chances: Chances, step: float) -> tuple[Stage, ...]:
    """Those with spot first."""
    return (*_with_spot(chances, step), *_droughts(chances, step))


def _with_spot(chances: Chances, step: float) -> list[Stage]:
    sides = chances.sides
    return [
        _stage(
            chances.spot,
            age,
            step,
            change=within(chances.company[company], step),
            older=min(age + 1, len(AGES) - 1) * sides + company,
            other=age * sides + (sides - 1 - company),
            company=company,
        )
        for age in range(len(AGES))
        for company in range(sides)
    ]


def _droughts(chances: Chances, step: float) -> list[Stage]:
    first = len(AGES) * chances.sides
    return [
        _stage(
            chances.drought,
            age,
            step,
            change=0.0,
            older=first + min(age + 1, len(AGES) - 1),
            other=first + age,
            company=0,
        )
        for age in range(len(AGES))
    ]


def _stage(
    rates: ByAge, age: int, step: float, *, change: float, older: int, other: int, company: int
) -> Stage:
    ends = within(rates[age], step)
    keeps = (1 - ends) * (1 - change)
    ages = _comes_of_age(age, step)
    return Stage(
        stays=keeps * (1 - ages),
        ages=keeps * ages,
        changes=(1 - ends) * change,
        ends=ends,
        older=older,
        other=other,
        company=company,
    )


def _comes_of_age(age: int, step: float) -> float:
    if age + 1 == len(AGES):
        return 0.0
    return min(1.0, step / (AGES[age + 1] - AGES[age]))


def within(rate: float, step: float) -> float:
    """The chance that it happens before the step is over."""
    return 1 - math.exp(-rate * step)
