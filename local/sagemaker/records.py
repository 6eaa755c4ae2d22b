"""What is kept of a pipeline, of an execution, and of a step that ran in one."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from local.sagemaker.definition.document import Definition, Step

ENDED = frozenset({"Succeeded", "Failed", "Stopped"})


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Pipeline:
    detail: dict[str, Any]
    """In the shape in which it is described."""
    definition: Definition
    token: str

    @property
    def name(self) -> str:
        return str(self.detail["PipelineName"])

    @property
    def arn(self) -> str:
        return str(self.detail["PipelineArn"])


@dataclass
class StepRun:
    """A step in one execution, since it was started."""

    step: Step
    status: str = "Starting"
    started_at: datetime = field(default_factory=now)
    ended_at: datetime | None = None
    failure_reason: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    properties: dict[str, Any] = field(default_factory=dict)
    """What other steps may ask it for."""
    attempts: int = 0
    cache_key: str | None = None
    cache_source: str | None = None
    """The execution whose result was taken."""
    reused_from: str | None = None
    """The execution of which a selective one takes the result of a step that it does not run."""

    @property
    def is_active(self) -> bool:
        return self.status not in ENDED


@dataclass
class Execution:
    arn: str
    pipeline_arn: str
    pipeline_name: str
    role_arn: str
    definition: Definition
    parameters: Mapping[str, Any]
    given: Mapping[str, Any]
    """The request that started it: names, description, parallelism, selection."""
    status: str = "Executing"
    created_at: datetime = field(default_factory=now)
    modified_at: datetime = field(default_factory=now)
    failure_reason: str | None = None
    runs: dict[str, StepRun] = field(default_factory=dict)
    stop_asked: threading.Event = field(default_factory=threading.Event)

    @property
    def id(self) -> str:
        return self.arn.rpartition("/")[2]

    @property
    def is_active(self) -> bool:
        return self.status not in ENDED

    @property
    def most_parallel(self) -> int:
        limit: int = self.given["ParallelismConfiguration"]["MaxParallelExecutionSteps"]
        return limit

    @property
    def selection(self) -> Mapping[str, Any] | None:
        return self.given.get("SelectiveExecutionConfig")
