"""Asks SageMaker about executions of pipelines and their steps, and tells of them as events do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from millrace.adapters.asking import asking, entries
from millrace.adapters.sagemaker_answers import known_or_none, times_in
from millrace.domain.reconciling.sagemaker_kinds import EXECUTION, SOURCE, STEP, resource_of
from millrace.domain.reconciling.told import Listed, Told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_sagemaker import SageMakerClient

_PAGE = 100
_ENDED = ("Succeeded", "Failed", "Stopped")
_TYPES = {
    "TrainingJob": "Training",
    "ProcessingJob": "Processing",
    "TransformJob": "Transform",
    "TuningJob": "Tuning",
    "AutoMLJob": "AutoML",
}
"""A step's type, by the word for what it has made; the others are called alike."""


class PipelineExecutions:
    def __init__(self, client: SageMakerClient) -> None:
        self._client = client

    def executions(self, after: datetime) -> Iterator[Listed]:
        """Only a pipeline that was started lately has executions that began lately."""
        with asking("SageMaker"):
            asked: dict[str, Any] = {"MaxResults": _PAGE}
            for pipeline in entries(self._client.list_pipelines, "PipelineSummaries", asked):
                if pipeline.get("LastExecutionTime", after) >= after:
                    yield from self._executions_of(pipeline["PipelineName"], after)

    def _executions_of(self, pipeline: str, after: datetime) -> Iterator[Listed]:
        asked = {"PipelineName": pipeline, "CreatedAfter": after, "MaxResults": _PAGE}
        for one in entries(
            self._client.list_pipeline_executions, "PipelineExecutionSummaries", asked
        ):
            arn = one["PipelineExecutionArn"]
            yield Listed(
                job_id=resource_of(arn),
                name=pipeline,
                status=one["PipelineExecutionStatus"],
                arn=arn,
                changed_at=one["StartTime"],
            )

    def told(self, arn: str) -> Iterator[Told]:
        describe = self._client.describe_pipeline_execution
        answer = known_or_none(describe, {"PipelineExecutionArn": arn})
        if answer is None:
            return
        yield _execution(answer)
        with asking("SageMaker"):
            asked = {"PipelineExecutionArn": arn, "MaxResults": _PAGE}
            for step in entries(
                self._client.list_pipeline_execution_steps, "PipelineExecutionSteps", asked
            ):
                if "StartTime" in step:
                    yield _step(step, answer)


def _execution(answer: Mapping[str, Any]) -> Told:
    status = answer["PipelineExecutionStatus"]
    ended = answer["LastModifiedTime"] if status in _ENDED else None
    detail = {
        "pipelineExecutionDisplayName": answer.get("PipelineExecutionDisplayName"),
        "pipelineExecutionDescription": answer.get("PipelineExecutionDescription"),
        "currentPipelineExecutionStatus": status,
        "executionStartTime": _time(answer["CreationTime"]),
        "executionEndTime": _time(ended),
        "failureReason": answer.get("FailureReason"),
    }
    return _told(answer, EXECUTION, detail, at=max(times_in(answer)))


def _step(step: Mapping[str, Any], execution: Mapping[str, Any]) -> Told:
    metadata = step.get("Metadata", {})
    made = next(iter(metadata), None)
    detail = {
        "metadata": _camel(metadata),
        "stepName": step["StepName"],
        "stepType": None if made is None else _TYPES.get(made, made),
        "currentStepStatus": step["StepStatus"],
        "stepStartTime": _time(step["StartTime"]),
        "stepEndTime": _time(step.get("EndTime")),
        "failureReason": step.get("FailureReason"),
        "cacheHitResult": _camel(step.get("CacheHitResult")),
    }
    return _told(execution, STEP, detail, at=max(times_in(step)), step=step["StepName"])


def _told(
    execution: Mapping[str, Any],
    detail_type: str,
    detail: Mapping[str, Any],
    *,
    at: datetime,
    step: str = "",
) -> Told:
    arn = execution["PipelineExecutionArn"]
    place = {"pipelineArn": execution["PipelineArn"], "pipelineExecutionArn": arn}
    known = {name: value for name, value in detail.items() if value is not None}
    job_id = resource_of(arn)
    return Told(
        job_id=f"{job_id}/step/{step}" if step else job_id,
        arn=arn,
        detail_type=detail_type,
        detail=known | place,
        at=at,
        source=SOURCE,
    )


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _camel(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name[:1].lower() + name[1:]: _camel(item) for name, item in value.items()}
    return value
