"""The gate: registered and told of if every condition holds, refused with the reason if not."""

from collections.abc import Iterator, Sequence
from typing import Any

from pipelines.authoring.candidate import Evaluation
from pipelines.model.gate import Gate, Threshold
from pipelines.sdk import (
    ConditionEquals,
    ConditionGreaterThanOrEqualTo,
    ConditionLessThanOrEqualTo,
    ConditionStep,
    FailStep,
    Join,
    JsonGet,
)


def gate_step(gate: Gate, evaluation: Evaluation, *, otherwise: str, then: Sequence[Any]) -> Any:
    refused = FailStep(
        "Refused", Join(on=": ", values=[otherwise, _read(evaluation, "gate.reason")])
    )
    return ConditionStep(
        "Gate",
        conditions=list(_conditions(gate, evaluation)),
        if_steps=list(then),
        else_steps=[refused],
    )


def _conditions(gate: Gate, evaluation: Evaluation) -> Iterator[Any]:
    yield ConditionEquals(left=_read(evaluation, "gate.passed"), right=1)
    for metric, threshold in gate.thresholds.items():
        yield _condition(_read(evaluation, f"metrics.{metric}.value"), threshold)


def _condition(value: Any, threshold: Threshold) -> Any:
    if threshold.at_least is not None:
        return ConditionGreaterThanOrEqualTo(left=value, right=threshold.at_least)
    return ConditionLessThanOrEqualTo(left=value, right=threshold.at_most)


def _read(evaluation: Evaluation, path: str) -> Any:
    return JsonGet(step_name=evaluation.step.name, property_file=evaluation.file, json_path=path)
