"""What the gate asks is read out of the definition's own conditions."""

from typing import Any

import pytest

from ops.pipeline.definition import Definition, PlannedStep
from ops.pipeline.report.thresholds import Threshold, thresholds


def asked(*conditions: dict[str, Any], **parameters: str) -> list[Threshold]:
    gate = PlannedStep("Gate", "Condition", arguments={"Conditions": list(conditions)})
    return list(thresholds(Definition({}, {"Gate": gate}), parameters))


def condition(kind: str, right: Any, path: Any = "metrics.accuracy.value") -> dict[str, Any]:
    return {"Type": kind, "LeftValue": {"Std:JsonGet": {"Path": path}}, "RightValue": right}


@pytest.mark.parametrize(
    ("kind", "words", "met", "missed"),
    [
        ("GreaterThanOrEqualTo", "at least 0.95", 0.95, 0.94),
        ("GreaterThan", "above 0.95", 0.96, 0.95),
        ("LessThanOrEqualTo", "at most 0.95", 0.95, 0.96),
        ("LessThan", "below 0.95", 0.94, 0.95),
    ],
)
def test_a_bound_is_told_in_words_and_held_to(
    kind: str, words: str, met: float, missed: float
) -> None:
    [bound] = asked(condition(kind, 0.95))

    assert (bound.metric, bound.words) == ("accuracy", words)
    assert bound.met_by(met)
    assert not bound.met_by(missed)


def test_a_bound_that_is_a_parameter_has_the_value_of_this_run() -> None:
    [bound] = asked(condition("GreaterThan", {"Get": "Parameters.Least"}), Least="0.9")

    assert bound.bound == 0.9


@pytest.mark.parametrize(
    "other",
    [
        condition("Equals", 1, "gate.passed"),
        condition("GreaterThan", {"Get": "Steps.Other.Output"}),
        condition("GreaterThan", 1, {"Get": "Parameters.Path"}),
        {"Type": "Or", "Conditions": []},
        {"Type": "In", "QueryValue": "a", "Values": ["a"]},
        {"Type": "Equals", "LeftValue": "none", "RightValue": "none"},
    ],
)
def test_what_is_no_bound_of_a_metric_is_passed_over(other: dict[str, Any]) -> None:
    assert asked(other) == []
