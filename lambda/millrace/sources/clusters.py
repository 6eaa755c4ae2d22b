"""Nodes of a HyperPod cluster: what its health monitoring says of them."""

from collections.abc import Mapping
from typing import Any

from millrace.domain.job import Facts, JobEvent, Kind, Service
from millrace.fields import NAME, mapping, optional_text, text, time
from millrace.sources.belonging import key_of
from millrace.sources.identity import event_id, first_resource, job_key
from millrace.sources.ignored import Because, Ignored
from millrace.sources.words import thing_state


def node_health(event: Mapping[str, Any]) -> JobEvent:
    detail = mapping(event.get("detail"), "detail")
    health = mapping(detail.get("HealthSummary"), "HealthSummary")
    status = text(health, "HealthStatus")
    instance = text(detail, "InstanceId")
    cluster = key_of(detail.get("ClusterArn"), "cluster")
    return JobEvent(
        event_id=event_id(event),
        at=time(event, "time"),
        job_id=job_key(f"instance/{instance}"),
        service=Service.SAGEMAKER,
        name=instance[:NAME],
        state=thing_state(status),
        state_reason=optional_text(health, "HealthStatusReason"),
        attempts={},
        kind=Kind.INSTANCE,
        facts=Facts(
            arn=None,
            status=optional_text(health, "HealthStatus", NAME),
            belongs_to=cluster or key_of(first_resource(event), "cluster"),
        ),
    )


def cluster_event(event: Mapping[str, Any]) -> Ignored:
    """A line of a cluster's log: none of them says where the cluster stands."""
    mapping(event.get("detail"), "detail")
    return Ignored(Because.STATELESS)
