"""SageMaker Pipelines: executions and their steps."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from millrace.domain.job import Attempt, Facts, JobEvent, Kind, Service, State
from millrace.fields import (
    NAME,
    REASON,
    MalformedError,
    mapping,
    optional_mapping,
    optional_text,
    optional_time,
    text,
    time,
)
from millrace.sources.identity import event_id, job_key, optional_arn, resource, resources
from millrace.sources.tags import facts_of, tags_of
from millrace.sources.words import job_state

_EXECUTION = re.compile(r"pipeline/[^/]+/execution/[^/]+")


def execution(event: Mapping[str, Any]) -> JobEvent:
    detail = mapping(event.get("detail"), "detail")
    status = text(detail, "currentPipelineExecutionStatus")
    job_id, arn = _execution(event, detail)
    state = job_state(status)
    reason = optional_text(detail, "failureReason")
    started_at = optional_time(detail, "executionStartTime")
    return JobEvent(
        event_id=event_id(event),
        at=time(event, "time"),
        job_id=job_id,
        service=Service.SAGEMAKER,
        name=optional_text(detail, "pipelineExecutionDisplayName", NAME) or _last(job_id),
        state=state,
        state_reason=reason,
        submitted_at=started_at,
        attempts=_attempts(state, started_at, optional_time(detail, "executionEndTime"), reason),
        kind=Kind.EXECUTION,
        facts=Facts(
            arn=arn,
            status=optional_text(detail, "currentPipelineExecutionStatus", NAME),
            pipeline=_pipeline(job_id),
            **facts_of(tags_of(detail.get("tags"))),
        ),
    )


def step(event: Mapping[str, Any]) -> JobEvent:
    detail = mapping(event.get("detail"), "detail")
    status = text(detail, "currentStepStatus")
    within, _arn = _execution(event, detail)
    state = job_state(status)
    reason = optional_text(detail, "failureReason")
    started_at = optional_time(detail, "stepStartTime")
    return JobEvent(
        event_id=event_id(event),
        at=time(event, "time"),
        job_id=job_key(f"{within}/step/{text(detail, 'stepName')}"),
        service=Service.SAGEMAKER,
        name=text(detail, "stepName")[:NAME],
        state=state,
        state_reason=reason or _cached(detail),
        submitted_at=started_at,
        attempts=_attempts(state, started_at, optional_time(detail, "stepEndTime"), reason),
        kind=Kind.STEP,
        facts=Facts(
            arn=_does(detail),
            status=optional_text(detail, "currentStepStatus", NAME),
            pipeline=_pipeline(within),
            belongs_to=within,
            **facts_of(tags_of(detail.get("tags"))),
        ),
    )


def _execution(event: Mapping[str, Any], detail: Mapping[str, Any]) -> tuple[str, str | None]:
    for arn in (detail.get("pipelineExecutionArn"), *resources(event)):
        found = resource(arn, "pipeline")
        if found and _EXECUTION.fullmatch(found):
            return job_key(found), optional_arn(arn)
    raise MalformedError("a pipeline's event must have the ARN of its execution")


def _pipeline(execution_id: str) -> str:
    return execution_id.split("/")[1][:NAME]


def _last(job_id: str) -> str:
    return job_id.rsplit("/", 1)[-1][:NAME]


def _attempts(
    state: State, started_at: datetime | None, ended_at: datetime | None, reason: str | None
) -> dict[int, Attempt]:
    if not state.terminal:
        return {1: Attempt(started_at=started_at)} if started_at else {}
    if not (started_at or ended_at):
        return {}
    return {1: Attempt(started_at=started_at, stopped_at=ended_at, reason=reason)}


def _does(detail: Mapping[str, Any]) -> str | None:
    """A step has no ARN; what it runs, or has made, has one."""
    for made in optional_mapping(detail, "metadata").values():
        if isinstance(made, dict) and (arn := optional_arn(made.get("arn"))):
            return arn
    return None


def _cached(detail: Mapping[str, Any]) -> str | None:
    source = optional_text(optional_mapping(detail, "cacheHitResult"), "sourcePipelineExecutionArn")
    return f"taken from the cache of {source}"[:REASON] if source else None
