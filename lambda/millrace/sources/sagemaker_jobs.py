"""SageMaker's jobs: training, processing, transform, tuning, AutoML and labelling."""

from collections.abc import Mapping
from dataclasses import dataclass
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
from millrace.sources import courses, training
from millrace.sources.belonging import belonging
from millrace.sources.identity import event_id, told
from millrace.sources.ignored import Because, Ignored
from millrace.sources.tags import facts_of, tags_of
from millrace.sources.words import folded, job_state

_DELETED = ("deleting", "deletefailed")


@dataclass(frozen=True, kw_only=True)
class Family:
    kind: Kind
    word: str
    """Begins the names of what its detail holds: ``TrainingJobStatus``."""
    type_: str
    """In its ARNs."""
    ran: str
    """Begins the names of when its container started and ended; empty where many do its work."""
    machines: tuple[str, ...] = ()
    """Where in its detail they are."""


TRAINING = Family(
    kind=Kind.TRAINING,
    word="TrainingJob",
    type_="training-job",
    ran="Training",
    machines=("ResourceConfig",),
)
PROCESSING = Family(
    kind=Kind.PROCESSING,
    word="ProcessingJob",
    type_="processing-job",
    ran="Processing",
    machines=("ProcessingResources", "ClusterConfig"),
)
TRANSFORM = Family(
    kind=Kind.TRANSFORM,
    word="TransformJob",
    type_="transform-job",
    ran="Transform",
    machines=("TransformResources",),
)
TUNING = Family(
    kind=Kind.TUNING, word="HyperParameterTuningJob", type_="hyper-parameter-tuning-job", ran=""
)
AUTOML = Family(kind=Kind.AUTOML, word="AutoMLJob", type_="automl-job", ran="")
LABELLING = Family(kind=Kind.LABELLING, word="LabelingJob", type_="labeling-job", ran="")


def job(family: Family, event: Mapping[str, Any]) -> JobEvent | Ignored:
    detail = mapping(event.get("detail"), "detail")
    status = text(detail, f"{family.word}Status")
    if folded(status) in _DELETED:
        return Ignored(Because.DELETION)
    found = told(event, detail, family.word, family.type_)
    name = found.job_id.rsplit("/", 1)[-1]
    ran = _course(family, detail, status, name)
    return JobEvent(
        event_id=event_id(event),
        at=time(event, "time"),
        job_id=found.job_id,
        service=Service.SAGEMAKER,
        name=optional_text(detail, f"{family.word}Name", NAME) or name[:NAME],
        state=ran.state,
        state_reason=ran.reason,
        submitted_at=optional_time(detail, "CreationTime"),
        attempts=ran.attempts,
        attempt=ran.attempt,
        kind=family.kind,
        facts=_facts(family, detail, found.arn, ran.status),
    )


def _course(family: Family, detail: Mapping[str, Any], status: str, name: str) -> courses.Course:
    read = training.course if family is TRAINING else courses.course
    started_at = optional_time(detail, f"{family.ran}StartTime") if family.ran else None
    stopped_at = optional_time(detail, f"{family.ran}EndTime") if family.ran else None
    shown = optional_text(detail, f"{family.word}Status", NAME)
    return read(detail, job_state(status), shown, ran=(started_at, stopped_at), log=name)


def _facts(family: Family, detail: Mapping[str, Any], arn: str | None, status: str | None) -> Facts:
    tags = tags_of(detail.get("Tags"))
    part_of = belonging(detail, tags, but=f"{family.word}Arn")
    machines = detail
    for member in family.machines:
        machines = optional_mapping(machines, member)
    chosen = optional_text(machines, "SelectedInstanceType", NAME)
    is_spot = detail.get("EnableManagedSpotTraining")
    return Facts(
        arn=arn,
        status=status,
        pipeline=part_of.pipeline,
        belongs_to=part_of.belongs_to,
        instance_type=chosen or optional_text(machines, "InstanceType", NAME),
        instances=optional_number(machines, "InstanceCount"),
        on_spot=is_spot if isinstance(is_spot, bool) else None,
        billable_seconds=optional_number(detail, "BillableTimeInSeconds"),
        **facts_of(tags),
    )
