"""What the gate asks of each metric, read out of the conditions of the definition."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt
from typing import Any

from ops.pipeline.definition import Definition

_METRIC = re.compile(r"metrics\.(.+)\.value")
_COMPARISONS = {
    "GreaterThanOrEqualTo": ("at least", ge),
    "GreaterThan": ("above", gt),
    "LessThanOrEqualTo": ("at most", le),
    "LessThan": ("below", lt),
    "Equals": ("exactly", eq),
}


@dataclass(frozen=True)
class Threshold:
    metric: str
    comparison: str
    """In SageMaker's words."""
    bound: float

    @property
    def words(self) -> str:
        return f"{_COMPARISONS[self.comparison][0]} {self.bound:g}"

    def met_by(self, value: float) -> bool:
        return bool(_COMPARISONS[self.comparison][1](value, self.bound))


def thresholds(plan: Definition, parameters: Mapping[str, str]) -> Iterator[Threshold]:
    for step in plan.steps.values():
        if step.kind == "Condition":
            for condition in step.arguments["Conditions"]:
                yield from _of(condition, parameters)


def _of(condition: Mapping[str, Any], parameters: Mapping[str, str]) -> Iterator[Threshold]:
    """Conditions that are no comparison of a metric with a number are the gate's own business."""
    left, comparison = condition.get("LeftValue"), condition.get("Type", "")
    path = left.get("Std:JsonGet", {}).get("Path", "") if isinstance(left, Mapping) else ""
    found = _METRIC.fullmatch(path) if isinstance(path, str) else None
    bound = _number(condition.get("RightValue"), parameters)
    if found and bound is not None and comparison in _COMPARISONS:
        yield Threshold(found[1], comparison, bound)


def _number(value: Any, parameters: Mapping[str, str]) -> float | None:
    if isinstance(value, Mapping):
        value = parameters.get(str(value.get("Get", "")).removeprefix("Parameters."))
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
