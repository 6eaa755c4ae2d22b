"""Jobs as Describe, lists and events show them."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from botocore.model import StructureShape

from local.api.model import service_model
from local.sagemaker.jobs.job import Job
from local.sagemaker.jobs.kinds import Kind

_SERVICE = "sagemaker"


def described(job: Job) -> dict[str, Any]:
    members = _answer_of(job.kind)
    asked = {name: value for name, value in job.request.items() if name in members}
    known = {name: value for name, value in _times(job).items() if value is not None and name}
    reason = {"FailureReason": job.failure_reason} if job.failure_reason else {}
    return {**asked, **_identity(job), **known, **reason, **job.facts}


def summary(job: Job) -> dict[str, Any]:
    members = _summary_of(job.kind)
    return {name: value for name, value in described(job).items() if name in members}


def told(job: Job) -> dict[str, Any]:
    """The detail of an event: times are milliseconds there."""
    detail: dict[str, Any] = _plain(described(job))
    return detail


def _identity(job: Job) -> dict[str, Any]:
    return {
        job.kind.name: job.name,
        f"{job.kind.word}Arn": job.arn,
        job.kind.status: job.status,
    }


def _times(job: Job) -> dict[str, datetime | None]:
    return {
        "CreationTime": job.created_at,
        "LastModifiedTime": job.modified_at,
        job.kind.start: job.started_at,
        job.kind.end: job.ended_at,
    }


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return round(value.timestamp() * 1000)
        case Mapping():
            return {name: _plain(item) for name, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            return value


@cache
def _answer_of(kind: Kind) -> frozenset[str]:
    shape = service_model(_SERVICE).operation_model(f"Describe{kind.word}").output_shape
    return _members(shape)


@cache
def _summary_of(kind: Kind) -> frozenset[str]:
    return _members(service_model(_SERVICE).shape_for(f"{kind.word}Summary"))


def _members(shape: object) -> frozenset[str]:
    return frozenset(shape.members) if isinstance(shape, StructureShape) else frozenset()
