"""A job: what was asked for, and everything that has happened to it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from local.batch.capacity import Capacity, needs_of
from local.batch.leash import Leash
from local.batch.outcome import Outcome
from local.batch.records import Host

WAITING = ("SUBMITTED", "PENDING", "RUNNABLE")
LIVE = ("STARTING", "RUNNING")
ENDED = ("SUCCEEDED", "FAILED")


@dataclass(eq=False)
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

    def ends(self, outcome: Outcome, at: int) -> None:
        self.stopped_at = at
        self.exit_code = outcome.exit_code
        self.reason = outcome.reason
        self.status_reason = outcome.status_reason


@dataclass(eq=False)
class Job:
    """One that runs by itself, an array, a child of one, a multi-node job, or a node of one."""

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
    parent: "Job | None" = field(default=None, repr=False)
    index: int = 0
    """Its place among the children of its parent."""
    children: "list[Job]" = field(default_factory=list, repr=False)
    tally: Counter[str] = field(default_factory=Counter)
    """How many of an array's children are in which state."""
    main_outcome: Outcome | None = None
    """Of a multi-node job whose main node has ended and other nodes have not."""
    end_reason: str | None = None
    """With which an array was cancelled or terminated; it ends once its children have."""

    @property
    def is_array(self) -> bool:
        """The one that stands for all, not one of its children."""
        return "size" in self.order.get("arrayProperties", {})

    @property
    def is_multi_node(self) -> bool:
        """The one that stands for all, not one of its nodes."""
        return "nodeProperties" in self.order

    @property
    def is_node(self) -> bool:
        return self.parent is not None and self.parent.is_multi_node

    @property
    def main_node(self) -> "Job":
        """Of a multi-node job."""
        index: int = self.order["nodeProperties"]["mainNode"]
        return self.children[index]

    @property
    def is_main_node(self) -> bool:
        return self.is_node and self.parent is not None and self.parent.main_node is self

    @property
    def needs(self) -> Capacity:
        if self.is_multi_node:
            return sum((node.needs for node in self.children), Capacity(0, 0))
        return needs_of(self.container)

    @property
    def container(self) -> Mapping[str, Any]:
        container: Mapping[str, Any] = self.order["container"]
        return container

    @property
    def attempt(self) -> Attempt | None:
        """The one under way."""
        return self.attempts[-1] if self.status in LIVE else None
