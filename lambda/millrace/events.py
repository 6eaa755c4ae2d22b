"""Reads what EventBridge delivers: lenient about what we do not use, strict about what we do."""

from collections.abc import Mapping
from typing import Any

from millrace.domain.job import Attempt, JobEvent, Kind, State
from millrace.fields import (
    MalformedError,
    mapping,
    optional_number,
    optional_text,
    optional_time,
    parsed,
    shown,
    text,
    time,
)

CHANGED, BLOCKED = "Batch Job State Change", "Batch Job Queue Blocked"
EXPECTED = {"source": ("aws.batch",), "detail-type": (CHANGED, BLOCKED)}


def job_event_from(body: str) -> JobEvent:
    event = parsed(body)
    for key, allowed in EXPECTED.items():
        if event.get(key) not in allowed:
            words = " or ".join(map(repr, allowed))
            raise MalformedError(f"{key} must be {words}, got {shown(event.get(key))}")
    detail = mapping(event.get("detail"), "detail")
    state = _state(detail)
    kind, size = _kind(detail)
    return JobEvent(
        event_id=text(event, "id"),
        at=time(event, "time"),
        job_id=text(detail, "jobId"),
        name=text(detail, "jobName"),
        queue=text(detail, "jobQueue"),
        definition=text(detail, "jobDefinition"),
        state=state,
        state_reason=optional_text(detail, "statusReason"),
        submitted_at=optional_time(detail, "createdAt"),
        attempts=_attempts(detail, state),
        kind=kind,
        size=size,
        blocks_queue=event["detail-type"] == BLOCKED,
    )


def _kind(detail: Mapping[str, Any]) -> tuple[Kind, int | None]:
    """The parts of a job carry their parent's properties too: only their ids tell them apart."""
    if ":" in text(detail, "jobId"):
        return Kind.CHILD, None
    if "#" in text(detail, "jobId"):
        return Kind.NODE, None
    array = mapping(detail.get("arrayProperties") or {}, "arrayProperties")
    if (children := optional_number(array, "size")) is not None:
        return Kind.ARRAY, children
    nodes = mapping(detail.get("nodeProperties") or {}, "nodeProperties")
    if (count := optional_number(nodes, "numNodes")) is not None:
        return Kind.MULTI_NODE, count
    return Kind.SINGLE, None


def _state(detail: Mapping[str, Any]) -> State:
    status = detail.get("status")
    if status not in list(State):
        raise MalformedError(f"status must be one of {', '.join(State)}, got {shown(status)}")
    return State(status)


def _attempts(detail: Mapping[str, Any], state: State) -> dict[int, Attempt]:
    """Batch lists the attempts that ended; the one that runs stands in the job's own fields."""
    listed = [] if detail.get("attempts") is None else detail["attempts"]
    if not isinstance(listed, list):
        raise MalformedError(f"attempts must be a list, got {shown(listed)}")
    ended = {
        number: attempt
        for number, attempt in enumerate(map(_attempt, listed), start=1)
        if attempt.finished
    }
    return ended | {len(ended) + 1: _running(detail)} if state is State.RUNNING else ended


def _attempt(entry: object) -> Attempt:
    attempt = mapping(entry, "an attempt")
    container = mapping(attempt.get("container") or {}, "an attempt's container")
    return Attempt(
        started_at=optional_time(attempt, "startedAt"),
        stopped_at=optional_time(attempt, "stoppedAt"),
        exit_code=optional_number(container, "exitCode"),
        reason=_reason(attempt, container),
        log_stream=optional_text(container, "logStreamName"),
    )


def _running(detail: Mapping[str, Any]) -> Attempt:
    container = mapping(detail.get("container") or {}, "container")
    return Attempt(
        started_at=optional_time(detail, "startedAt"),
        log_stream=optional_text(container, "logStreamName"),
    )


def _reason(attempt: Mapping[str, Any], container: Mapping[str, Any]) -> str | None:
    """Batch says that a container exited, the container's own reason says what killed it."""
    reasons = (optional_text(attempt, "statusReason"), optional_text(container, "reason"))
    return ": ".join(reason for reason in dict.fromkeys(reasons) if reason) or None
