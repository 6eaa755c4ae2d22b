"""What one event says about a job, and what is known about it once many have been read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import takewhile

from millrace.domain.orders import Order
from millrace.domain.states import RANK, Kind, Service, State

__all__ = ["Attempt", "Facts", "JobEvent", "JobRecord", "Kind", "Moment", "Service", "State"]

_BLOCKED_LENGTH = 100
"""AWS's reasons begin with a code, and a timeline must fit its item."""
_PART = re.compile(r"(.+)[:#]\d+")
"""Child 3 of an array job is called ``<id>:3``, node 3 of a multi-node job ``<id>#3``."""


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One run of the job's container; what is not known (yet) is None."""

    started_at: datetime | None = None
    stopped_at: datetime | None = None
    exit_code: int | None = None
    reason: str | None = None
    log_stream: str | None = None
    host: str | None = None
    """ARN of the container instance, which names the compute environment."""

    @property
    def finished(self) -> bool:
        """An attempt whose host died has no exit code; one that never started, no times."""
        return any(fact is not None for fact in (self.stopped_at, self.exit_code, self.reason))


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A line of a job's timeline: the state it was in, during which attempt, from when."""

    event_id: str
    at: datetime
    state: State
    attempt: int
    blocked: str | None = None
    """Why the job blocked its queue then, if it did."""

    def __str__(self) -> str:
        blocking = "" if self.blocked is None else ", blocking its queue"
        return f"{self.state} of attempt {self.attempt}{blocking}"

    @property
    def progress(self) -> tuple[bool, int, int]:
        """How far the job has come: a retry's RUNNABLE is ahead of the first attempt's RUNNING.

        What has no end is nowhere ahead of itself: there the time decides.
        """
        if self.state.endless:
            return False, 0, 0
        return self.state.terminal, self.attempt, RANK[self.state]

    @property
    def order(self) -> tuple[tuple[bool, int, int], datetime, bool, str]:
        """No two events are equal in it, so one of them is always the newest.

        A block comes after the state that it blocks in, though both may tell the same second.
        """
        return self.progress, self.at, self.blocked is not None, self.event_id


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is told of a job besides its state; what is not known (yet) is None."""

    arn: str | None = None
    status: str | None = None
    """The service's own word, where it has more of them than we have states."""
    team: str | None = None
    pipeline: str | None = None
    """Name of the SageMaker pipeline that it is of."""
    belongs_to: str | None = None
    """``job_id`` of the execution, tuning job or service job that it is a part of."""
    submitted_by: str | None = None
    instance_type: str | None = None
    instances: int | None = None
    vcpus: int | None = None
    gpus: int | None = None
    memory_mib: int | None = None
    on_spot: bool | None = None
    deadline: datetime | None = None
    work_minutes: int | None = None
    """How long it would take without an interruption, as estimated by who submitted it."""
    continues: str | None = None
    """``job_id`` of the job in whose place the desk submitted it."""
    tries: int | None = None
    """How many jobs were submitted in place of the first before it."""
    chain: str | None = None
    """``job_id`` of the first of them all."""
    billable_seconds: int | None = None
    """What SageMaker charges of a job's time on managed spot."""

    def first_of(self, job_id: str) -> str:
        """What everything that is done about a job and those in its place goes by."""
        return self.chain or self.continues or job_id


@dataclass(frozen=True, kw_only=True)
class JobEvent:
    """A change of a job's state, or that it blocks its queue; may arrive twice, late, or both."""

    event_id: str
    at: datetime
    job_id: str
    service: Service = Service.BATCH
    name: str
    queue: str = ""
    """ARN; only AWS Batch has queues and definitions."""
    definition: str = ""
    state: State
    state_reason: str | None = None
    submitted_at: datetime | None = None
    attempts: Mapping[int, Attempt]
    kind: Kind = Kind.SINGLE
    size: int | None = None
    """Children of an array, nodes of a multi-node job."""
    blocks_queue: bool = False
    attempt: int | None = None
    """Which is meant, where the attempts do not tell."""
    facts: Facts = Facts()
    replay: str | None = None
    """The replay of the archive that brought it again."""

    @property
    def correlation_id(self) -> str:
        return self.facts.first_of(self.job_id)

    @cached_property
    def moment(self) -> Moment:
        finished = sum(attempt.finished for attempt in self.attempts.values())
        counted = max(finished, 1) if self.state.terminal else finished + 1
        return Moment(
            event_id=self.event_id,
            at=self.at,
            state=self.state,
            attempt=self.attempt or counted,
            blocked=self._blocked if self.blocks_queue else None,
        )

    @property
    def _blocked(self) -> str:
        return (self.state_reason or "no reason given")[:_BLOCKED_LENGTH]


@dataclass(frozen=True, kw_only=True)
class JobRecord:
    """Everything that the ledger holds about one job."""

    job_id: str
    service: Service = Service.BATCH
    name: str
    queue: str
    definition: str
    state: State
    state_reason: str | None
    attempts: Mapping[int, Attempt]
    timeline: Mapping[str, Moment]
    submitted_at: datetime | None
    updated_at: datetime
    kind: Kind = Kind.SINGLE
    size: int | None = None
    facts: Facts = Facts()
    orders: Mapping[str, Order] = field(default_factory=dict)
    """By their tokens: what the desk has decided to do about it."""
    usd: float | None = None
    """What its attempts have cost so far, by list prices."""
    first_at: datetime | None = None
    """The time of its earliest event, which a long timeline no longer has."""
    expires_at: int | None = None
    """Second since 1970 after which the ledger may forget it."""
    version: int = 0
    """How often the ledger has written it; 0 is not yet."""

    @cached_property
    def newest(self) -> Moment:
        """The furthest that the job is known to have come."""
        return max(self.timeline.values(), key=lambda moment: moment.order)

    @property
    def stands_since(self) -> datetime:
        """When it came to where it is: what is told again of a state does not start it anew."""
        newest = self.newest
        if newest.state.endless:
            return self._unchanged_since()
        return min(m.at for m in self.timeline.values() if m.progress == newest.progress)

    @property
    def opened_at(self) -> datetime:
        """When it was submitted, or else when it was first heard of."""
        first = self.submitted_at or self.first_at
        return first or min(moment.at for moment in self.timeline.values())

    @property
    def correlation_id(self) -> str:
        return self.facts.first_of(self.job_id)

    @property
    def parent(self) -> str | None:
        """The id of the array or multi-node job that it is a part of."""
        part = _PART.fullmatch(self.job_id) if self.service is Service.BATCH else None
        return part[1] if part else None

    @property
    def open(self) -> bool:
        """An end of it is yet to be heard of."""
        return not (self.state.terminal or self.state.endless or self.kind.endless)

    @property
    def due(self) -> tuple[Order, ...]:
        """What is yet to be done about it."""
        return tuple(order for order in self.orders.values() if not order.settled)

    def _unchanged_since(self) -> datetime:
        """What has no end goes from state to state, and back."""
        told = sorted(self.timeline.values(), key=lambda moment: moment.order, reverse=True)
        same = takewhile(lambda moment: moment.state is self.newest.state, told)
        return min(moment.at for moment in same)
