"""A job: what was asked for, and everything that has happened to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from local.batch.capacity import Capacity, needs_of
from local.batch.leash import Leash
from local.batch.records import Host

WAITING = ("SUBMITTED", "PENDING", "RUNNABLE")
LIVE = ("STARTING", "RUNNING")
ENDED = ("SUCCEEDED", "FAILED")


@dataclass
class Attempt:
    """One try; its leash is how anybody stops it."""

    number: int
    host: Host
    task_arn: str
    container_instance_arn: str | None
    log_stream: str
    leash: Leash = field(default_factory=Leash)
    started_at: int | None = None
    stopped_at: int | None = None
    exit_code: int | None = None
    reason: str | None = None
    status_reason: str | None = None


@dataclass
class Job:
    id: str
    arn: str
    queue_arn: str
    order: Mapping[str, Any]
    """The request, completed from the job definition; keys are those of JobDetail."""
    created_at: int
    status: str = "SUBMITTED"
    status_reason: str | None = None
    started_at: int | None = None
    stopped_at: int | None = None
    attempts: list[Attempt] = field(default_factory=list)
    is_cancelled: bool = False
    is_terminated: bool = False
    blocked_since: float | None = None
    """When its present statusReason began to keep it, and the queue behind it, from running."""

    @property
    def needs(self) -> Capacity:
        return needs_of(self.container)

    @property
    def container(self) -> Mapping[str, Any]:
        container: Mapping[str, Any] = self.order["container"]
        return container

    @property
    def attempt(self) -> Attempt | None:
        """The one under way."""
        return self.attempts[-1] if self.status in LIVE else None
