"""What is printed: one row per policy, slack, and one zone or many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from ops.bench.deadlines.running import Ended

_SAME = 1e-9


@dataclass(frozen=True)
class Row:
    policy: str
    slack: float
    zones: str
    cases: int
    mean_over_optimum: float
    p90_over_optimum: float
    mean_over_on_demand: float
    missed: int
    moves: float
    """In the mean."""
    dearer: int
    """Cases that cost more than on-demand alone."""
    worst_over_on_demand: float


def rows(ended: Iterable[Ended]) -> list[Row]:
    classes = sorted(ended, key=_class)
    return [_row(list(of_one)) for _, of_one in groupby(classes, key=_class)]


def _class(one: Ended) -> tuple[bool, float, str]:
    return one.zones > 1, one.slack, one.policy


def _row(ended: Sequence[Ended]) -> Row:
    over_optimum = [one.over_optimum for one in ended]
    over_on_demand = [one.over_on_demand for one in ended]
    return Row(
        policy=ended[0].policy,
        slack=ended[0].slack,
        zones="many" if ended[0].zones > 1 else "one",
        cases=len(ended),
        mean_over_optimum=float(np.mean(over_optimum)),
        p90_over_optimum=float(np.quantile(over_optimum, 0.9)),
        mean_over_on_demand=float(np.mean(over_on_demand)),
        missed=sum(one.missed for one in ended),
        moves=float(np.mean([one.moves for one in ended])),
        dearer=sum(cost > 1 + _SAME for cost in over_on_demand),
        worst_over_on_demand=max(over_on_demand),
    )
