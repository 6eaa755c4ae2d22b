"""The emulator refuses an alarm on an expression of several metrics.

Seen: AWS::CloudWatch::Alarm with Metrics failed its stack. Such an alarm is kept and described as
the template has it, and never evaluated: its state stays INSUFFICIENT_DATA.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local.account.hooks import ALARM_RECORD
from local.cloudformation.api import client
from local.cloudformation.arguments import Translator

_TYPE = "AWS::CloudWatch::Alarm"
_STAND_IN: Mapping[str, Any] = {"Metrics": None, "MetricName": "none", "Namespace": "none"}
_OF_ONE_METRIC = (
    *("MetricName", "Namespace", "Statistic", "ExtendedStatistic"),
    *("Period", "Dimensions", "Unit"),
)


@dataclass(frozen=True)
class _AsIfOfOne:
    """The properties, read one by one, so that what nobody reads is still noticed."""

    properties: Mapping[str, Any]

    def get(self, key: str, default: Any = None) -> Any:
        return _STAND_IN[key] if key in _STAND_IN else self.properties.get(key, default)

    def __getitem__(self, key: str) -> Any:
        return _STAND_IN[key] if key in _STAND_IN else self.properties[key]


def apply() -> None:
    record = ALARM_RECORD.read()

    def record_of_any(name: str, props: Mapping[str, Any]) -> dict[str, Any]:
        if not props.get("Metrics"):
            return dict(record(name, props))
        alarm = record(name, _AsIfOfOne(props))
        kept = {key: value for key, value in alarm.items() if key not in _OF_ONE_METRIC}
        return {**kept, "Metrics": _translated(props["Metrics"])}

    ALARM_RECORD.replace(record_of_any)


def _translated(metrics: Any) -> Any:
    """With numbers for numbers: CloudFormation takes texts as well."""
    operation = client("cloudwatch").meta.service_model.operation_model("PutMetricAlarm")
    shape = operation.input_shape.members["Metrics"]
    return Translator(_TYPE).translate(shape, metrics, path=("Metrics",))
