"""EC2: a spot instance is about to be taken away, or runs a greater risk of it."""

from collections.abc import Mapping
from typing import Any

from millrace.domain.job import Facts, JobEvent, Kind, Service, State
from millrace.fields import NAME, mapping, optional_text, text, time
from millrace.sources.identity import event_id, first_resource, job_key

INTERRUPTION = "EC2 Spot Instance Interruption Warning"
REBALANCE = "EC2 Instance Rebalance Recommendation"


def interruption(event: Mapping[str, Any]) -> JobEvent:
    """It is gone within two minutes, for whoever runs on it."""
    detail = mapping(event.get("detail"), "detail")
    action = optional_text(detail, "instance-action", NAME) or "terminate"
    return _instance(event, detail, State.GONE, status=f"spot-{action}")


def rebalance(event: Mapping[str, Any]) -> JobEvent:
    detail = mapping(event.get("detail"), "detail")
    return _instance(event, detail, State.CHANGING, status="rebalance")


def _instance(
    event: Mapping[str, Any], detail: Mapping[str, Any], state: State, *, status: str
) -> JobEvent:
    instance = text(detail, "instance-id")
    return JobEvent(
        event_id=event_id(event),
        at=time(event, "time"),
        job_id=job_key(f"instance/{instance}"),
        service=Service.EC2,
        name=instance[:NAME],
        state=state,
        state_reason=optional_text(event, "detail-type"),
        attempts={},
        kind=Kind.INSTANCE,
        facts=Facts(arn=first_resource(event), status=status, on_spot=True),
    )
