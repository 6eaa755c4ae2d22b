"""A job as others see it: described, listed, and told of by events."""

from collections.abc import Mapping
from typing import Any

from local.batch import arrays, nodes
from local.batch.job import WAITING, Attempt, Job

_LISTS = (
    "environment",
    "mountPoints",
    "networkInterfaces",
    "resourceRequirements",
    "secrets",
    "ulimits",
    "volumes",
)


def detail(job: Job) -> dict[str, Any]:
    """JobDetail, but for the two flags that events do not carry."""
    return _without_none(
        {
            "jobArn": job.arn,
            "jobId": job.id,
            "jobQueue": job.queue_arn,
            "status": job.status,
            "statusReason": job.status_reason,
            "attempts": [_attempt(attempt) for attempt in job.attempts if attempt.stopped_at],
            "createdAt": job.created_at,
            "startedAt": job.started_at,
            "stoppedAt": job.stopped_at,
            **job.order,
            **_what_runs(job),
        }
    )


def _what_runs(job: Job) -> dict[str, Any]:
    array = {"arrayProperties": arrays.told(job)} if "arrayProperties" in job.order else {}
    return array if job.is_multi_node else {**array, "container": _container(job)}


def description(job: Job) -> dict[str, Any]:
    return {**detail(job), "isCancelled": job.is_cancelled, "isTerminated": job.is_terminated}


def told(job: Job) -> dict[str, Any]:
    """The detail of an event; its tags begin with the ARN, as in AWS."""
    seen = detail(job)
    return {**seen, "tags": {"resourceArn": job.arn, **seen["tags"]}}


def summary(job: Job) -> dict[str, Any]:
    seen = description(job)
    container = seen.get("container", {})
    ran = {key: container[key] for key in ("exitCode", "reason") if key in container}
    members = (
        "jobArn",
        "jobId",
        "jobName",
        "createdAt",
        "status",
        "statusReason",
        "startedAt",
        "stoppedAt",
        "jobDefinition",
        "isCancelled",
        "isTerminated",
        "shareIdentifier",
        "arrayProperties",
    )
    return {
        **{key: seen[key] for key in members if key in seen},
        **({"container": ran} if ran else {}),
        **({"nodeProperties": nodes.summary(job)} if job.is_multi_node or job.is_node else {}),
    }


def _attempt(attempt: Attempt) -> dict[str, Any]:
    return _without_none(
        {
            "container": {**_place(attempt), "networkInterfaces": []},
            "startedAt": attempt.started_at,
            "stoppedAt": attempt.stopped_at,
            "statusReason": attempt.status_reason,
        }
    )


def _place(attempt: Attempt) -> dict[str, Any]:
    return _without_none(
        {
            "containerInstanceArn": attempt.container_instance_arn,
            "taskArn": attempt.task_arn,
            "exitCode": attempt.exit_code,
            "reason": attempt.reason,
            "logStreamName": attempt.log_stream if attempt.started_at else None,
        }
    )


def _container(job: Job) -> dict[str, Any]:
    latest = _place(job.attempts[-1]) if job.attempts and job.status not in WAITING else {}
    return {**{member: [] for member in _LISTS}, **job.container, **latest}


def _without_none(document: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if value is not None}
