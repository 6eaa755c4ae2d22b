"""Model packages: versions of a model, and whether they are approved."""

from collections.abc import Mapping
from typing import Any

from millrace.domain.job import Facts, JobEvent, Kind, Service
from millrace.fields import (
    NAME,
    mapping,
    optional_mapping,
    optional_number,
    optional_text,
    optional_time,
    text,
    time,
)
from millrace.sources.belonging import key_of
from millrace.sources.identity import event_id, told
from millrace.sources.tags import facts_of, tags_of
from millrace.sources.words import thing_state


def package(event: Mapping[str, Any]) -> JobEvent:
    detail = mapping(event.get("detail"), "detail")
    found = told(event, _named(detail), "ModelPackage", "model-package")
    state = thing_state(text(detail, "ModelPackageStatus"))
    made_by = optional_mapping(detail, "MetadataProperties").get("GeneratedBy")
    execution = key_of(made_by, "pipeline")
    approval = optional_text(detail, "ModelApprovalStatus", NAME)
    return JobEvent(
        event_id=event_id(event),
        at=time(event, "time"),
        job_id=found.job_id,
        service=Service.SAGEMAKER,
        name=found.job_id.split("/", 1)[1][:NAME],
        state=state,
        state_reason=optional_text(detail, "ApprovalDescription"),
        submitted_at=optional_time(detail, "CreationTime"),
        attempts={},
        kind=Kind.PACKAGE,
        facts=Facts(
            arn=found.arn,
            status=approval or optional_text(detail, "ModelPackageStatus", NAME),
            pipeline=execution.split("/")[1] if execution else None,
            belongs_to=execution,
            **facts_of(tags_of(detail.get("Tags"))),
        ),
    )


def _named(detail: Mapping[str, Any]) -> Mapping[str, Any]:
    """A version has no name of its own, but its group's and a number."""
    version = optional_number(detail, "ModelPackageVersion")
    group = optional_text(detail, "ModelPackageGroupName", NAME)
    if version is None or group is None:
        return detail
    return {**detail, "ModelPackageName": f"{group}/{version}"}
