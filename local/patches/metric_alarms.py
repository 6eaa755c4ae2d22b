"""The emulator evaluates an alarm on all dimensions of its metric at once, and only at new data.

Seen: the alarm of one queue told of another's job, and an alarm whose metric fell silent never
ended. Alarms on one metric are evaluated as CloudWatch does it, at new data and every 5 seconds.
"""

import asyncio
import time
from collections.abc import Sequence
from typing import Any

from local.account.environment import ACCOUNT_ID, REGION
from local.account.hooks import (
    ALARM_ACTIONS,
    ALARM_HISTORY,
    ALARM_PARENTS,
    DIMENSIONS_KEY,
    EVALUATE_ALARM,
    EVALUATE_ALL_ALARMS,
    LIFESPAN,
    METRICS,
    REQUEST_SCOPE,
    STATISTIC,
    STATISTICS,
)
from local.patches.alarm_evaluation import NO_DATA, Limit, Point, datapoints, state

_ROUND_S = 5


def apply() -> None:
    live = LIFESPAN.read()

    async def live_with_rounds(scope: Any, receive: Any, send: Any) -> None:
        rounds = asyncio.create_task(_rounds())
        try:
            await live(scope, receive, send)
        finally:
            rounds.cancel()

    LIFESPAN.replace(live_with_rounds)
    EVALUATE_ALARM.replace(_evaluate)


async def _rounds() -> None:
    while True:
        await asyncio.sleep(_ROUND_S)
        with REQUEST_SCOPE.read()(ACCOUNT_ID, REGION):
            EVALUATE_ALL_ALARMS.read()()


def _evaluate(alarm: dict[str, Any]) -> None:
    if alarm.get("Metrics") or not alarm.get("MetricName"):
        return
    limit, statistic = Limit.of(alarm), _statistic(alarm)

    def value(points: Sequence[Point]) -> float | None:
        seen = STATISTICS.read()(points)
        found: float | None = STATISTIC.read()(seen, statistic, points) if seen else None
        return found

    found = datapoints(_points(alarm), limit, value=value, now=time.time())
    after = state(found, limit, before=alarm["StateValue"])
    if after != alarm["StateValue"]:
        _become(alarm, after, _reason(alarm, after, found))


def _points(alarm: dict[str, Any]) -> Sequence[Point]:
    dimensions = {one["Name"]: one["Value"] for one in alarm.get("Dimensions") or []}
    key = (alarm["Namespace"], alarm["MetricName"], DIMENSIONS_KEY.read()(dimensions))
    unit = alarm.get("Unit")
    return [one for one in METRICS.read().get(key, []) if unit in (None, one.get("Unit"))]


def _become(alarm: dict[str, Any], after: str, reason: str) -> None:
    before = alarm["StateValue"]
    alarm["StateValue"] = after
    alarm["StateReason"] = reason
    alarm["StateUpdatedTimestamp"] = int(time.time())
    ALARM_HISTORY.read()(alarm["AlarmName"], before, after, reason)
    ALARM_ACTIONS.read()(alarm, before, after, reason)
    ALARM_PARENTS.read()(alarm)


def _reason(alarm: dict[str, Any], after: str, found: Sequence[float | None]) -> str:
    if after == NO_DATA:
        return f"Insufficient Data: {len(found)} datapoints were unknown"
    shown = ", ".join("missing" if one is None else f"{one:g}" for one in found)
    limit = f"{alarm['ComparisonOperator']} {alarm['Threshold']:g}"
    return f"Threshold Crossed: {_statistic(alarm)}, newest first, {shown}; {limit}"


def _statistic(alarm: dict[str, Any]) -> str:
    return str(alarm.get("ExtendedStatistic") or alarm.get("Statistic") or "Average")
