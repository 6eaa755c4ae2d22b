"""Which state CloudWatch gives an alarm on one metric, by the tables of its guide on missing data.

It looks at more periods than the alarm names, its evaluation range: with that many datapoints in
it, none counts as missing. The guide's example has two periods more, so every alarm here has.
"""

import math
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

OK, ALARM, NO_DATA = "OK", "ALARM", "INSUFFICIENT_DATA"
Point = Mapping[str, Any]
Value = Callable[[Sequence[Point]], float | None]
_FURTHER_PERIODS = 2
_MINUTE_S, _HIGH_RESOLUTION_S = 60, 10
_BREACHES: Mapping[str, Callable[[float, float], bool]] = {
    "GreaterThanOrEqualToThreshold": operator.ge,
    "GreaterThanThreshold": operator.gt,
    "LessThanOrEqualToThreshold": operator.le,
    "LessThanThreshold": operator.lt,
}


@dataclass(frozen=True, kw_only=True)
class Limit:
    comparison: str
    threshold: float
    period_s: int
    periods: int
    needed: int
    """How many of the periods must breach it."""
    missing: str = "missing"

    @classmethod
    def of(cls, alarm: Mapping[str, Any]) -> "Limit":
        periods = alarm["EvaluationPeriods"]
        return cls(
            comparison=alarm["ComparisonOperator"],
            threshold=alarm["Threshold"],
            period_s=alarm["Period"],
            periods=periods,
            needed=alarm.get("DatapointsToAlarm") or periods,
            missing=alarm.get("TreatMissingData") or "missing",
        )

    def is_breached_by(self, value: float) -> bool:
        return _BREACHES[self.comparison](value, self.threshold)


def datapoints(
    points: Sequence[Point], limit: Limit, *, value: Value, now: float
) -> list[float | None]:
    """Of the evaluation range, the newest first; None where there is none."""
    found = []
    for start, end in _windows(limit, now):
        inside = [point for point in points if start <= point["Timestamp"] < end]
        found.append(value(inside) if inside else None)
    return found


def state(found: Sequence[float | None], limit: Limit, *, before: str) -> str:
    there = [limit.is_breached_by(value) for value in found if value is not None]
    there = there[: limit.periods]
    lacking = limit.periods - len(there)
    assumed = lacking if limit.missing == "breaching" else 0
    if sum(there) + assumed >= limit.needed:
        return ALARM
    if not lacking or limit.missing in ("breaching", "notBreaching") or not all(there):
        return OK
    if limit.missing == "ignore":
        return before
    return _undecided(found, limit, before) if there else NO_DATA


def _undecided(found: Sequence[float | None], limit: Limit, before: str) -> str:
    """All that is there breaches, but it is too little: it decides once it is old enough."""
    age = max(index for index, value in enumerate(found, start=1) if value is not None)
    return ALARM if age >= limit.needed else before


def _windows(limit: Limit, now: float) -> Iterator[tuple[float, float]]:
    """The minute under way counts, but for an alarm on too little: it is not whole yet."""
    step = _MINUTE_S if limit.period_s >= _MINUTE_S else _HIGH_RESOLUTION_S
    end = math.floor(now / step) * step
    if not limit.comparison.startswith("Less"):
        end += step
    for _ in range(limit.periods + _FURTHER_PERIODS):
        yield end - limit.period_s, end
        end -= limit.period_s
