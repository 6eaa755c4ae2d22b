"""AWS Batch's service jobs: training jobs of SageMaker that wait in a queue of Batch."""

from collections.abc import Mapping
from typing import Any

from millrace.domain.job import Attempt, Facts, JobEvent, Kind, State
from millrace.fields import (
    NAME,
    MalformedError,
    mapping,
    optional_list,
    optional_mapping,
    optional_text,
    optional_time,
    text,
    time,
)
from millrace.sources.batch import ATTEMPTS, STATES
from millrace.sources.identity import event_id, first_resource, job_key, optional_arn, resource
from millrace.sources.tags import facts_of, tags_of

BLOCKED = "Batch Service Job Queue Blocked"
_STATES = {**STATES, "SCHEDULED": State.STARTING}
"""Scheduled is a job that SageMaker was given."""


def service_job(event: Mapping[str, Any]) -> JobEvent:
    detail = mapping(event.get("detail"), "detail")
    status = text(detail, "status")
    job_id = job_key(_job_id(event, detail))
    return JobEvent(
        event_id=event_id(event),
        at=time(event, "time"),
        job_id=job_id,
        name=optional_text(detail, "jobName", NAME) or job_id,
        queue=optional_text(detail, "jobQueue") or "",
        state=_STATES.get(status, State.RUNNING),
        state_reason=optional_text(detail, "statusReason"),
        submitted_at=optional_time(detail, "createdAt"),
        attempts=_attempts(detail, status),
        kind=Kind.SERVICE,
        blocks_queue=event.get("detail-type") == BLOCKED,
        facts=Facts(
            arn=optional_arn(detail.get("jobArn")) or first_resource(event),
            status=None if status in STATES else optional_text(detail, "status", NAME),
            **facts_of(tags_of(detail.get("tags"))),
        ),
    )


def _job_id(event: Mapping[str, Any], detail: Mapping[str, Any]) -> str:
    if optional_text(detail, "jobId"):
        return text(detail, "jobId")
    for arn in (detail.get("jobArn"), first_resource(event)):
        if found := resource(arn, "service-job"):
            return found.removeprefix("service-job/")
    raise MalformedError("a service job must have a jobId, or an ARN with it")


def _attempts(detail: Mapping[str, Any], status: str) -> dict[int, Attempt]:
    listed = map(_attempt, optional_list(detail, "attempts", ATTEMPTS))
    ended = dict(enumerate((one for one in listed if one.finished), start=1))
    if status == "RUNNING" and len(ended) < ATTEMPTS:
        latest = optional_mapping(detail, "latestAttempt")
        started_at = optional_time(detail, "startedAt")
        ended[len(ended) + 1] = Attempt(started_at=started_at, log_stream=_training(latest))
    return ended


def _attempt(attempt: Mapping[str, Any]) -> Attempt:
    return Attempt(
        started_at=optional_time(attempt, "startedAt"),
        stopped_at=optional_time(attempt, "stoppedAt"),
        reason=optional_text(attempt, "statusReason"),
        log_stream=_training(attempt),
    )


def _training(attempt: Mapping[str, Any]) -> str | None:
    """Log streams of a training job begin with its name."""
    arn = optional_mapping(attempt, "serviceResourceId").get("value")
    found = resource(arn, "training-job")
    return found.removeprefix("training-job/") if found else None
