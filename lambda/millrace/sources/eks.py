"""Jobs of Kubernetes, in an event of our own: docs/events.md has its shape."""

from collections.abc import Mapping
from typing import Any

from millrace.domain.job import Attempt, Facts, JobEvent, Kind, Service, State
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
from millrace.sources.identity import event_id, job_key, optional_arn
from millrace.sources.tags import facts_of
from millrace.sources.words import folded, job_state

CHANGED = "Kubernetes Job State Change"


def job(event: Mapping[str, Any]) -> JobEvent:
    detail = mapping(event.get("detail"), "detail")
    status = text(detail, "status")
    state = State.RUNNABLE if folded(status) == "suspended" else job_state(status)
    names = [text(detail, key) for key in ("cluster", "namespace", "job")]
    return JobEvent(
        event_id=event_id(event),
        at=time(event, "time"),
        job_id=job_key("/".join(("kubernetes", *names))),
        service=Service.EKS,
        name=names[-1][:NAME],
        state=state,
        state_reason=optional_text(detail, "message") or optional_text(detail, "reason"),
        submitted_at=optional_time(detail, "createdAt"),
        attempts=_attempts(detail, state),
        kind=Kind.POD_JOB,
        facts=Facts(
            arn=optional_arn(detail.get("clusterArn")),
            status=optional_text(detail, "status", NAME),
            instances=optional_number(detail, "pods"),
            **facts_of(optional_mapping(detail, "tags")),
        ),
    )


def _attempts(detail: Mapping[str, Any], state: State) -> dict[int, Attempt]:
    """Kubernetes replaces single pods, the job itself runs once."""
    started_at = optional_time(detail, "startedAt")
    stopped_at = optional_time(detail, "stoppedAt") if state.terminal else None
    if not (started_at or stopped_at):
        return {}
    return {
        1: Attempt(
            started_at=started_at,
            stopped_at=stopped_at,
            exit_code=optional_number(detail, "exitCode") if state.terminal else None,
            reason=optional_text(detail, "message") if state is State.FAILED else None,
            log_stream=optional_text(detail, "logStream"),
        )
    }
