"""Tables: time to live, point-in-time recovery, encryption."""

from collections.abc import Mapping
from typing import Any

from local.cloudformation.api import client
from local.cloudformation.completions.completion import Completion, is_true


def _time_to_live(table: str, old: Any, new: Any) -> None:
    wanted = {**new, "Enabled": is_true(new["Enabled"])} if new else {**old, "Enabled": False}
    client("dynamodb").update_time_to_live(TableName=table, TimeToLiveSpecification=wanted)


def _recovery(table: str, _old: Any, new: Any) -> None:
    given = dict(new or {})
    wanted: dict[str, Any] = {
        "PointInTimeRecoveryEnabled": is_true(given.get("PointInTimeRecoveryEnabled"))
    }
    if "RecoveryPeriodInDays" in given:
        wanted["RecoveryPeriodInDays"] = int(given["RecoveryPeriodInDays"])
    client("dynamodb").update_continuous_backups(
        TableName=table, PointInTimeRecoverySpecification=wanted
    )


def _encryption(table: str, _old: Any, new: Any) -> None:
    wanted = {name: value for name, value in (new or {}).items() if name != "SSEEnabled"}
    is_on = is_true((new or {}).get("SSEEnabled", False))
    client("dynamodb").update_table(TableName=table, SSESpecification={"Enabled": is_on, **wanted})


TABLES: Mapping[str, Completion] = {
    "TimeToLiveSpecification": _time_to_live,
    "PointInTimeRecoverySpecification": _recovery,
    "SSESpecification": _encryption,
}
