"""AWS Batch: jobs with their children and nodes, and those that block a queue."""

from collections.abc import Mapping
from typing import Any

from millrace.domain.job import Attempt, Facts, JobEvent, Kind, State
from millrace.fields import (
    NAME,
    REASON,
    mapping,
    optional_list,
    optional_mapping,
    optional_number,
    optional_text,
    optional_time,
    text,
    time,
)
from millrace.sources.identity import event_id, job_key, optional_arn
from millrace.sources.tags import facts_of, tags_of

BLOCKED = "Batch Job Queue Blocked"
ATTEMPTS = 10
"""Batch makes no more."""
STATES = {str(state): state for state in State if not state.endless}
_NEEDS = {"VCPU": "vcpus", "MEMORY": "memory_mib", "GPU": "gpus"}
_STOPPED = {"isTerminated": "TERMINATED", "isCancelled": "CANCELLED"}


def job(event: Mapping[str, Any]) -> JobEvent:
    detail = mapping(event.get("detail"), "detail")
    state = STATES.get(text(detail, "status"), State.RUNNING)
    job_id = job_key(text(detail, "jobId"))
    kind, size = _kind(detail, job_id)
    return JobEvent(
        event_id=event_id(event),
        at=time(event, "time"),
        job_id=job_id,
        name=optional_text(detail, "jobName", NAME) or job_id,
        queue=optional_text(detail, "jobQueue") or "",
        definition=optional_text(detail, "jobDefinition") or "",
        state=state,
        state_reason=optional_text(detail, "statusReason"),
        submitted_at=optional_time(detail, "createdAt"),
        attempts=_attempts(detail),
        kind=kind,
        size=size,
        blocks_queue=event.get("detail-type") == BLOCKED,
        facts=_facts(detail, size if kind is Kind.MULTI_NODE else None),
    )


def _kind(detail: Mapping[str, Any], job_id: str) -> tuple[Kind, int | None]:
    """The parts of a job carry their parent's properties too: only their ids tell them apart."""
    if ":" in job_id:
        return Kind.CHILD, None
    if "#" in job_id:
        return Kind.NODE, None
    if children := optional_number(optional_mapping(detail, "arrayProperties"), "size"):
        return Kind.ARRAY, children
    if nodes := optional_number(optional_mapping(detail, "nodeProperties"), "numNodes"):
        return Kind.MULTI_NODE, nodes
    return Kind.SINGLE, None


def _facts(detail: Mapping[str, Any], nodes: int | None) -> Facts:
    container = optional_mapping(detail, "container")
    return Facts(
        arn=optional_arn(detail.get("jobArn")),
        status=_status(detail),
        instance_type=optional_text(container, "instanceType", NAME),
        instances=nodes,
        **_needs(container),
        **facts_of(tags_of(detail.get("tags"))),
    )


def _status(detail: Mapping[str, Any]) -> str | None:
    """A stopped job is FAILED to Batch; and a word that we do not know is kept."""
    if detail["status"] not in STATES:
        return optional_text(detail, "status", NAME)
    return next((word for flag, word in _STOPPED.items() if detail.get(flag) is True), None)


def _needs(container: Mapping[str, Any]) -> dict[str, Any]:
    needs: dict[str, Any] = {}
    for entry in optional_list(container, "resourceRequirements", len(_NEEDS)):
        kind = entry.get("type")
        if isinstance(kind, str) and kind in _NEEDS:
            needs[_NEEDS[kind]] = optional_number(entry, "value")
    return needs


def _attempts(detail: Mapping[str, Any]) -> dict[int, Attempt]:
    """Batch lists the attempts that ended; the one that runs stands in the job's own fields."""
    listed = map(_attempt, optional_list(detail, "attempts", ATTEMPTS))
    ended = dict(enumerate((one for one in listed if one.finished), start=1))
    if detail["status"] == "RUNNING" and len(ended) < ATTEMPTS:
        ended[len(ended) + 1] = _running(detail)
    return ended


def _attempt(attempt: Mapping[str, Any]) -> Attempt:
    container = optional_mapping(attempt, "container")
    return Attempt(
        started_at=optional_time(attempt, "startedAt"),
        stopped_at=optional_time(attempt, "stoppedAt"),
        exit_code=optional_number(container, "exitCode"),
        reason=_reason(attempt, container),
        log_stream=optional_text(container, "logStreamName"),
        host=optional_arn(container.get("containerInstanceArn")),
    )


def _running(detail: Mapping[str, Any]) -> Attempt:
    container = optional_mapping(detail, "container")
    return Attempt(
        started_at=optional_time(detail, "startedAt"),
        log_stream=optional_text(container, "logStreamName"),
        host=optional_arn(container.get("containerInstanceArn")),
    )


def _reason(attempt: Mapping[str, Any], container: Mapping[str, Any]) -> str | None:
    """Batch says that a container exited, the container's own reason says what killed it."""
    reasons = (optional_text(attempt, "statusReason"), optional_text(container, "reason"))
    told = ": ".join(reason for reason in dict.fromkeys(reasons) if reason)
    return told[:REASON] or None
