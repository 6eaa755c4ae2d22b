"""What one event says about a job, and what is known about it once many have been read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """Batch's words for where a job stands, in the order in which it gets there."""

    SUBMITTED = "SUBMITTED"
    PENDING = "PENDING"
    RUNNABLE = "RUNNABLE"
    STARTING = "STARTING"
    RUNNING = "RUNNING"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"

    @property
    def terminal(self) -> bool:
        return self in (State.SUCCEEDED, State.FAILED)


_RANK = {state: rank for rank, state in enumerate(State)} | {State.FAILED: 5, State.SUCCEEDED: 5}


class Kind(StrEnum):
    """What a job is among those that AWS Batch makes of one submission."""

    SINGLE = "single"
    ARRAY = "array"
    CHILD = "child"
    MULTI_NODE = "multi-node"
    NODE = "node"

    @property
    def counts(self) -> bool:
        """An array ends with its children, a node with its job: they would be counted twice."""
        return self not in (Kind.ARRAY, Kind.NODE)


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
        """How far the job has come: a retry's RUNNABLE is ahead of the first attempt's RUNNING."""
        return self.state.terminal, self.attempt, _RANK[self.state]

    @property
    def order(self) -> tuple[tuple[bool, int, int], datetime, bool, str]:
        """No two events are equal in it, so one of them is always the newest.

        A block comes after the state that it blocks in, though both may tell the same second.
        """
        return self.progress, self.at, self.blocked is not None, self.event_id


@dataclass(frozen=True, kw_only=True)
class JobEvent:
    """A change of a job's state, or that it blocks its queue; may arrive twice, late, or both."""

    event_id: str
    at: datetime
    job_id: str
    name: str
    queue: str
    definition: str
    state: State
    state_reason: str | None = None
    submitted_at: datetime | None = None
    attempts: Mapping[int, Attempt]
    kind: Kind = Kind.SINGLE
    size: int | None = None
    """Children of an array, nodes of a multi-node job."""
    blocks_queue: bool = False

    @property
    def moment(self) -> Moment:
        finished = sum(attempt.finished for attempt in self.attempts.values())
        return Moment(
            event_id=self.event_id,
            at=self.at,
            state=self.state,
            attempt=max(finished, 1) if self.state.terminal else finished + 1,
            blocked=(self.state_reason or "no reason given") if self.blocks_queue else None,
        )


@dataclass(frozen=True, kw_only=True)
class JobRecord:
    """Everything that the ledger holds about one job."""

    job_id: str
    service: str = "batch"
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
    version: int = 0
    """How often the ledger has written it; 0 is not yet."""

    @property
    def newest(self) -> Moment:
        """The furthest that the job is known to have come."""
        return max(self.timeline.values(), key=lambda moment: moment.order)

    @property
    def stands_since(self) -> datetime:
        """When it came to where it is: what is told again of a state does not start it anew."""
        newest = self.newest
        return min(m.at for m in self.timeline.values() if m.progress == newest.progress)

    @property
    def parent(self) -> str | None:
        """The id of the array or multi-node job that it is a part of."""
        part = _PART.fullmatch(self.job_id)
        return part[1] if part else None
