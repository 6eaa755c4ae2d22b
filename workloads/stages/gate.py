"""May a model be registered? Thresholds, the champion, and what compression may cost."""

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workloads.contract import RefusedError
from workloads.stages.measuring import LOWER_IS_BETTER
from workloads.stages.words import unknown

Metrics = Mapping[str, float]
_ROUNDING = 1e-9
"""A share of rows is no exact number: 0.98 - 0.01 is not 0.97."""


class GateError(RefusedError):
    """A gate was described in a way that cannot be judged by."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What a challenger may lose against the champion, on the same rows."""

    metric: str
    may_lose: float

    def is_met(self, challenger: Metrics, champion: Metrics) -> bool:
        lost = champion[self.metric] - challenger[self.metric]
        return (-lost if self.metric in LOWER_IS_BETTER else lost) <= self.may_lose + _ROUNDING


@dataclass(frozen=True, kw_only=True)
class Bound:
    metric: str
    at_least: float = -math.inf
    at_most: float = math.inf

    def shortfalls(self, metrics: Metrics) -> Iterator[str]:
        value = metrics[self.metric]
        if value < self.at_least - _ROUNDING:
            yield f"{self.metric} {value:.4f} is below {self.at_least:g}"
        if value > self.at_most + _ROUNDING:
            yield f"{self.metric} {value:.4f} is above {self.at_most:g}"


@dataclass(frozen=True, kw_only=True)
class Gate:
    bounds: tuple[Bound, ...] = ()
    rule: Rule | None = None

    def shortfalls(
        self, metrics: Metrics, *, champion: Metrics | None, compression: Mapping[str, Any] | None
    ) -> Iterator[str]:
        for bound in self.bounds:
            yield from bound.shortfalls(metrics)
        if champion and self.rule and not self.rule.is_met(metrics, champion):
            name, lost = self.rule.metric, self.rule.may_lose
            yield (
                f"{name} {metrics[name]:.4f} is worse than the champion's {champion[name]:.4f} "
                f"on the same rows, by more than {lost:g}"
            )
        if compression:
            yield from (f"compression: {each}" for each in compression["verdict"]["reasons"])


def read_gate(section: Mapping[str, Any], *, metrics: Collection[str]) -> Gate:
    """``metrics``: those that there are to judge by."""
    bounds, rule = [], None
    for name, told in section.items():
        if not isinstance(told, Mapping):
            raise GateError(f"gate.{name} must be a section, got {told!r}")
        if name == "champion":
            rule = _rule(told, metrics)
        elif name not in metrics:
            raise GateError(f"gate: {unknown('metric', name, metrics)}")
        else:
            bounds.append(Bound(metric=name, **_numbers(name, told, ("at_least", "at_most"))))
    return Gate(bounds=tuple(bounds), rule=rule)


def _rule(told: Mapping[str, Any], metrics: Collection[str]) -> Rule:
    metric = told.get("metric", "accuracy")
    if metric not in metrics:
        raise GateError(f"gate.champion: {unknown('metric', str(metric), metrics)}")
    better = "minimize" if metric in LOWER_IS_BETTER else "maximize"
    if told.get("goal", better) != better:
        raise GateError(f"gate.champion.goal of {metric} must be {better}, got {told['goal']!r}")
    given = {name: value for name, value in told.items() if name not in ("metric", "goal")}
    lost = _numbers("champion", given, ("may_lose",))
    return Rule(metric=metric, may_lose=lost.get("may_lose", 0.0))


def _numbers(name: str, told: Mapping[str, Any], known: Collection[str]) -> dict[str, float]:
    given = {key: value for key, value in told.items() if value is not None}
    for key, value in given.items():
        if key not in known:
            raise GateError(f"gate.{name}: {unknown('key', key, known)}")
        if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
            raise GateError(f"gate.{name}.{key} must be a number, got {value!r}")
    return given
