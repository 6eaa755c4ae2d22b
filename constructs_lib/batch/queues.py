"""The queues of a fleet: by priority, spot first, on-demand behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aws_cdk import aws_batch as batch
from constructs import Construct

from constructs_lib.batch.patience import Patience
from constructs_lib.ids import id_of
from constructs_lib.mistakes import MistakeError

_MOST_PRIORITY = 10_000


class QueueError(MistakeError):
    """A fleet has no such queue, or cannot have it."""


@dataclass(frozen=True, kw_only=True)
class Queueing:
    """What waits before a fleet, and in which order it is let in."""

    policy: batch.ISchedulingPolicy
    """From the first day: a queue without one can never be given one."""
    priorities: Mapping[str, int] = field(default_factory=lambda: {"normal": 10})
    """By the name of the queue; the higher goes first."""
    patience: Patience = field(default_factory=Patience)

    def __post_init__(self) -> None:
        if not self.priorities:
            raise QueueError("a fleet needs at least one queue, got none")
        for name, priority in self.priorities.items():
            if not 0 <= priority <= _MOST_PRIORITY:
                raise QueueError(
                    f"queue {name!r}: priority must be 0 to {_MOST_PRIORITY}, got {priority}"
                )


@dataclass(frozen=True, kw_only=True)
class Parts:
    """A fleet's compute environments; one of the two may be empty."""

    spot: Sequence[batch.IComputeEnvironment]
    on_demand: Sequence[batch.IComputeEnvironment]

    def __post_init__(self) -> None:
        if not self.spot and not self.on_demand:
            raise QueueError("a fleet needs vCPUs on spot or on-demand, got 0 of both")


class Queues(Construct):
    """The ids hold the names of the queues: the order of the file changes nothing."""

    def __init__(self, scope: Construct, id: str, *, parts: Parts, queueing: Queueing) -> None:
        super().__init__(scope, id)
        self._parts = parts
        self._queueing = queueing
        self.by_name = {
            name: self._queue(id_of(name), name, [*parts.spot, *parts.on_demand])
            for name in queueing.priorities
        }
        self._on_demand: dict[str, batch.JobQueue] = {}

    @property
    def first(self) -> batch.JobQueue:
        return next(iter(self.by_name.values()))

    @property
    def every(self) -> dict[str, batch.JobQueue]:
        """With those that jobs have asked for."""
        asked = {f"{name}-on-demand": queue for name, queue in self._on_demand.items()}
        return {**self.by_name, **asked}

    @property
    def twins(self) -> dict[str, batch.JobQueue]:
        """By the name of each queue on spot, the one that its jobs can be moved to."""
        if not (self._parts.spot and self._parts.on_demand):
            return {}
        return {name: self.on_demand(name) for name in self.by_name}

    @property
    def on_spot(self) -> list[str]:
        return list(self.by_name) if self._parts.spot else []

    def on_demand(self, name: str | None = None) -> batch.JobQueue:
        """For jobs that must not be reclaimed: made when the first of them asks."""
        name = next(iter(self.by_name)) if name is None else name
        self._refuse_unknown(name)
        if not self._parts.on_demand:
            raise QueueError(f"queue {name!r}: the fleet has no vCPUs on-demand, got 0")
        if not self._parts.spot:
            return self.by_name[name]
        if name not in self._on_demand:
            made = self._queue(f"{id_of(name)}OnDemand", name, self._parts.on_demand)
            self._on_demand[name] = made
        return self._on_demand[name]

    def _refuse_unknown(self, name: str) -> None:
        if name not in self.by_name:
            raise QueueError(f"no queue is called {name!r}; known: {', '.join(self.by_name)}")

    def _queue(
        self, id: str, name: str, parts: Sequence[batch.IComputeEnvironment]
    ) -> batch.JobQueue:
        return batch.JobQueue(
            self,
            id,
            priority=self._queueing.priorities[name],
            scheduling_policy=self._queueing.policy,
            job_state_time_limit_actions=self._queueing.patience.limits,
            compute_environments=[
                batch.OrderedComputeEnvironment(compute_environment=part, order=order)
                for order, part in enumerate(parts, start=1)
            ],
        )
