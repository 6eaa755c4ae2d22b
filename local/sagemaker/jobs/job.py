"""A job: what was asked for, and everything that has happened to it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from local.batch.leash import Leash
from local.sagemaker.jobs.kinds import Kind

ENDED = ("Completed", "Failed", "Stopped")


def now() -> datetime:
    return datetime.fromtimestamp(round(time.time(), 3), UTC)


@dataclass(eq=False)
class Job:
    kind: Kind
    name: str
    arn: str
    request: Mapping[str, Any]
    created_at: datetime = field(default_factory=now)
    modified_at: datetime = field(default_factory=now)
    status: str = "InProgress"
    started_at: datetime | None = None
    ended_at: datetime | None = None
    failure_reason: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    """Members of Describe that are peculiar to its kind."""
    leash: Leash = field(default_factory=Leash)
    """Of the container that runs now; each restart has a new one."""
    is_stop_asked: bool = False
    series: dict[str, list[float]] = field(default_factory=dict)
    """Each value of each metric that was found in its log, in order."""

    @property
    def role(self) -> str:
        return str(self.request["RoleArn"])

    @property
    def has_ended(self) -> bool:
        return self.status in ENDED

    @property
    def is_spot(self) -> bool:
        return bool(self.request.get("EnableManagedSpotTraining"))

    def seconds_since_start(self) -> float:
        until = self.ended_at or now()
        return (until - self.started_at).total_seconds() if self.started_at else 0.0
