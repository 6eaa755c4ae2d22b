"""What the bus hears of executions and of their steps, in the words of AWS."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from local.batch.publisher import Event
from local.sagemaker.records import ENDED, Execution, StepRun

Tell = Callable[[Event], None]
_SOURCE = "aws.sagemaker"
_EXECUTION = "SageMaker Model Building Pipeline Execution Status Change"
_STEP = "SageMaker Model Building Pipeline Execution Step Status Change"


def of_execution(execution: Execution, before: str | None) -> Event:
    given = execution.given
    detail = {
        "pipelineExecutionDisplayName": given.get("PipelineExecutionDisplayName"),
        "pipelineExecutionDescription": given.get("PipelineExecutionDescription"),
        "currentPipelineExecutionStatus": execution.status,
        "previousPipelineExecutionStatus": before,
        "executionStartTime": _time(execution.created_at),
        "executionEndTime": None if execution.is_active else _time(execution.modified_at),
        "failureReason": execution.failure_reason,
        **_place(execution),
    }
    return _event(_EXECUTION, detail, execution)


def of_step(execution: Execution, run: StepRun, before: str | None) -> Event:
    detail = {
        "metadata": _camel(run.metadata),
        "stepName": run.step.name,
        "stepType": run.step.type,
        "stepStartTime": _time(run.started_at),
        "stepEndTime": _time(run.ended_at) if run.ended_at else None,
        "currentStepStatus": run.status,
        "previousStepStatus": before,
        "failureReason": run.failure_reason if run.status in ENDED else None,
        "cacheHitResult": {"sourcePipelineExecutionArn": run.cache_source}
        if run.cache_source
        else None,
        **_place(execution),
    }
    return _event(_STEP, detail, execution)


def _event(kind: str, detail: Mapping[str, Any], execution: Execution) -> Event:
    told = {name: value for name, value in detail.items() if value is not None}
    return Event(_SOURCE, kind, told, [execution.pipeline_arn, execution.arn])


def _place(execution: Execution) -> dict[str, str]:
    return {
        "pipelineArn": execution.pipeline_arn,
        "pipelineExecutionArn": execution.arn,
    }


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _camel(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key[:1].lower() + key[1:]: _camel(item) for key, item in value.items()}
    return [_camel(item) for item in value] if isinstance(value, list) else value
