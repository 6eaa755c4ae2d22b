"""A step of an execution: what SageMaker tells of it, in one shape for every kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from ops.pipeline.definition import PlannedStep
from ops.pipeline.states import State


class JobKind(StrEnum):
    PROCESSING = "ProcessingJob"
    TRAINING = "TrainingJob"
    TUNING = "TuningJob"
    TRANSFORM = "TransformJob"


@dataclass(frozen=True)
class Job:
    kind: JobKind
    arn: str


@dataclass(frozen=True, kw_only=True)
class Step:
    name: str
    kind: str
    state: State
    started: datetime | None = None
    ended: datetime | None = None
    attempt: int = 1
    cached_from: str | None = None
    """The execution whose result was taken instead of running it again."""
    reason: str = ""
    job: Job | None = None
    outcome: bool | None = None
    """Of a condition."""
    package: str | None = None
    """The ARN of the model package that it registered."""

    def took(self, now: datetime) -> timedelta | None:
        if self.started is None or self.cached_from:
            return None
        return (self.ended or now) - self.started


def untold(planned: PlannedStep, *, over: bool) -> Step:
    state = State.NOT_RUN if over else State.WAITING
    return Step(name=planned.name, kind=planned.kind, state=state)


def told(planned: PlannedStep | None, answer: Mapping[str, Any]) -> Step:
    """As ListPipelineExecutionSteps answers."""
    metadata = answer.get("Metadata", {})
    condition = metadata.get("Condition", {}).get("Outcome")
    return Step(
        name=answer["StepName"],
        kind=planned.kind if planned else "",
        state=State(answer["StepStatus"]),
        started=in_utc(answer.get("StartTime")),
        ended=in_utc(answer.get("EndTime")),
        attempt=max(1, answer.get("AttemptCount", 1)),
        cached_from=_source(answer),
        reason=answer.get("FailureReason") or metadata.get("Fail", {}).get("ErrorMessage", ""),
        job=_job(metadata),
        outcome=None if condition is None else condition == "True",
        package=metadata.get("RegisterModel", {}).get("Arn"),
    )


def in_utc(moment: datetime | None) -> datetime | None:
    """boto3 answers in the time of the machine that it runs on."""
    return moment.astimezone(UTC) if moment else None


def _job(metadata: Mapping[str, Any]) -> Job | None:
    for kind in JobKind:
        if arn := metadata.get(kind, {}).get("Arn"):
            return Job(kind, arn)
    return None


def _source(answer: Mapping[str, Any]) -> str | None:
    for key in ("CacheHitResult", "SelectiveExecutionResult"):
        if arn := answer.get(key, {}).get("SourcePipelineExecutionArn"):
            return str(arn).rsplit("/", 1)[-1]
    return None
