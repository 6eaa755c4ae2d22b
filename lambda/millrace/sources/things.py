"""What SageMaker has that does not end by itself: endpoints, models, feature groups, images..."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from millrace.domain.job import Facts, JobEvent, Kind, Service, State
from millrace.fields import (
    NAME,
    mapping,
    optional_list,
    optional_mapping,
    optional_text,
    optional_time,
    text,
    time,
)
from millrace.sources.belonging import key_of
from millrace.sources.identity import event_id, told
from millrace.sources.tags import facts_of, tags_of
from millrace.sources.words import thing_state

_VARIANTS = 10


@dataclass(frozen=True, kw_only=True)
class Family:
    kind: Kind
    word: str
    """Begins the names of what its detail holds: ``EndpointStatus``."""
    type_: str
    """In its ARNs."""
    has_status: bool = True
    """One that has none is there once it is told of."""


ENDPOINT = Family(kind=Kind.ENDPOINT, word="Endpoint", type_="endpoint")
ENDPOINT_CONFIG = Family(
    kind=Kind.ENDPOINT, word="EndpointConfig", type_="endpoint-config", has_status=False
)
MODEL = Family(kind=Kind.MODEL, word="Model", type_="model", has_status=False)
FEATURES = Family(kind=Kind.FEATURES, word="FeatureGroup", type_="feature-group")
IMAGE = Family(kind=Kind.IMAGE, word="Image", type_="image")
IMAGE_VERSION = Family(kind=Kind.IMAGE, word="ImageVersion", type_="image-version")
CLUSTER = Family(kind=Kind.CLUSTER, word="Cluster", type_="cluster")
SCHEDULE = Family(kind=Kind.SCHEDULE, word="MonitoringSchedule", type_="monitoring-schedule")


def thing(family: Family, event: Mapping[str, Any]) -> JobEvent:
    detail = mapping(event.get("detail"), "detail")
    found = told(event, detail, family.word, family.type_)
    key = f"{family.word}Status"
    state = thing_state(text(detail, key)) if family.has_status else State.READY
    blocked = _blocked_store(detail)
    return JobEvent(
        event_id=event_id(event),
        at=time(event, "time"),
        job_id=found.job_id,
        service=Service.SAGEMAKER,
        name=optional_text(detail, f"{family.word}Name", NAME)
        or found.job_id.split("/", 1)[1][:NAME],
        state=State.BROKEN if blocked else state,
        state_reason=blocked or next(_reasons(detail), None),
        submitted_at=optional_time(detail, "CreationTime"),
        attempts={},
        kind=family.kind,
        facts=Facts(
            arn=found.arn,
            status=optional_text(detail, key, NAME),
            belongs_to=_belongs_to(detail),
            **facts_of(tags_of(detail.get("Tags"))),
        ),
    )


def _blocked_store(detail: Mapping[str, Any]) -> str | None:
    """A feature group that is created may have an offline store that takes nothing."""
    store = optional_mapping(detail, "OfflineStoreStatus")
    if store.get("Status") != "Blocked":
        return None
    return optional_text(store, "BlockedReason") or "the offline store is blocked"


def _reasons(detail: Mapping[str, Any]) -> Iterator[str]:
    """Of a deployment, its variants tell how far it is."""
    pending = optional_mapping(detail, "PendingDeploymentSummary")
    told_of = [(detail, key) for key in ("FailureReason", "FailureMessage")]
    for side in (pending, detail):
        for variant in optional_list(side, "ProductionVariants", _VARIANTS):
            stages = optional_list(variant, "VariantStatus", _VARIANTS)
            told_of += [(stage, "StatusMessage") for stage in stages]
    yield from filter(None, (optional_text(fields, key) for fields, key in told_of))


def _belongs_to(detail: Mapping[str, Any]) -> str | None:
    """A version of an image is its image's, a monitoring schedule watches an endpoint."""
    if "ImageVersionArn" in detail:
        return key_of(detail.get("ImageArn"), "image")
    if "MonitoringScheduleStatus" in detail and (
        endpoint := optional_text(detail, "EndpointName", NAME)
    ):
        return f"endpoint/{endpoint.lower()}"
    return None
