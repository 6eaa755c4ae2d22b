"""Executions and steps are counted as SageMaker counts them."""

from typing import Any

from local.sagemaker.meter import points_of

_PLACE = {"pipelineArn": "arn:aws:sagemaker:us-east-1:000000000000:pipeline/digits"}
_TIMES = {"StartTime": "2026-11-21T10:00:00Z", "EndTime": "2026-11-21T10:01:30Z"}


def told(what: str, status: str, before: str | None = None, **more: str) -> dict[str, Any]:
    noun = {"PipelineExecution": "execution", "Step": "step"}[what]
    times = {f"{noun}{end}": time for end, time in _TIMES.items()}
    before_ = {f"previous{what}Status": before} if before else {}
    return {**_PLACE, **times, **before_, f"current{what}Status": status, **more}


def points(detail: dict[str, Any]) -> dict[str, float]:
    return {one["MetricName"]: one["Value"] for one in points_of(detail)}


def test_a_start_is_counted() -> None:
    assert points(told("PipelineExecution", "Executing")) == {"ExecutionStarted": 1}


def test_an_end_is_counted_and_timed() -> None:
    assert points(told("PipelineExecution", "Failed", "Executing")) == {
        "ExecutionFailed": 1,
        "ExecutionDuration": 90_000,
    }


def test_a_step_is_told_apart_by_its_name() -> None:
    [count, duration] = points_of(told("Step", "Succeeded", "Executing", stepName="Train"))

    assert (count["MetricName"], duration["MetricName"]) == ("StepSucceeded", "StepDuration")
    assert count["Dimensions"] == [
        {"Name": "PipelineName", "Value": "digits"},
        {"Name": "StepName", "Value": "Train"},
    ]


def test_what_is_neither_is_not_counted() -> None:
    assert points({"ModelApprovalStatus": "Approved"}) == {}
    assert points(told("Step", "Executing", "Starting", stepName="Train")) == {}
