"""Executions and their steps as the API describes them."""

import json
from collections.abc import Mapping
from typing import Any

from local.sagemaker.records import Execution, StepRun

_GIVEN = (
    *("PipelineExecutionDisplayName", "PipelineExecutionDescription"),
    *("ParallelismConfiguration", "SelectiveExecutionConfig"),
)


def described(execution: Execution) -> Mapping[str, Any]:
    return _told(
        {
            "PipelineArn": execution.pipeline_arn,
            "PipelineExecutionArn": execution.arn,
            "PipelineExecutionStatus": execution.status,
            "FailureReason": execution.failure_reason,
            "CreationTime": execution.created_at,
            "LastModifiedTime": execution.modified_at,
            **{name: execution.given.get(name) for name in _GIVEN},
        }
    )


def summary(execution: Execution) -> Mapping[str, Any]:
    return _told(
        {
            "PipelineExecutionArn": execution.arn,
            "StartTime": execution.created_at,
            "PipelineExecutionStatus": execution.status,
            "PipelineExecutionFailureReason": execution.failure_reason,
            **{name: execution.given.get(name) for name in _GIVEN[:2]},
        }
    )


def step(run: StepRun) -> Mapping[str, Any]:
    cached = {"SourcePipelineExecutionArn": run.cache_source} if run.cache_source else None
    reused = {"SourcePipelineExecutionArn": run.reused_from} if run.reused_from else None
    return _told(
        {
            "StepName": run.step.name,
            "StepDisplayName": run.step.body.get("DisplayName"),
            "StepDescription": run.step.body.get("Description"),
            "StartTime": run.started_at,
            "EndTime": run.ended_at,
            "StepStatus": run.status,
            "CacheHitResult": cached,
            "FailureReason": run.failure_reason,
            "Metadata": run.metadata,
            "AttemptCount": run.attempts,
            "SelectiveExecutionResult": reused,
        }
    )


def text(value: Any) -> str:
    """A parameter's value, which the API takes and gives as text."""
    return value if isinstance(value, str) else json.dumps(value)


def _told(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}
