"""What the desk has decided to do about a job: once, however often it is asked for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256


class Do(StrEnum):
    RETRY = "retry"
    """Submit it again, as it was."""
    ON_DEMAND = "on-demand"
    """Submit it again, on instances that nobody takes away."""
    SPOT = "spot"
    """Submit it again, on spot instances: only the conductor of deadlines asks for it."""
    LARGER = "larger"
    """Submit it again, with the memory of the next instance size."""
    STOP = "stop"
    NOTIFY = "notify"
    """Tell its team, in working hours."""
    PAGE = "page"
    """Tell who is on call, now."""

    @property
    def submits(self) -> bool:
        return self in (Do.RETRY, Do.ON_DEMAND, Do.SPOT, Do.LARGER)

    @property
    def tells(self) -> bool:
        return self in (Do.NOTIFY, Do.PAGE)


class OrderQueueError(Exception):
    """A job could not be named to those who carry out orders; the ledger still has its orders."""


class Progress(StrEnum):
    """How far an order has come; it goes on only."""

    DUE = "due"
    CLAIMED = "claimed"
    REFUSED = "refused"
    DONE = "done"


@dataclass(frozen=True, kw_only=True)
class Order:
    token: str
    """Goes along with the effect: whoever has seen it does nothing more."""
    do: Do
    because: str
    """The class of the failure, or what else was the occasion."""
    ordered_at: datetime
    progress: Progress = Progress.DUE
    claimed_until: datetime | None = None
    """After that whoever had claimed it is taken for dead."""
    tries: int = 0
    result: str | None = None
    """What came of it, such as the id of the new job, or why it was refused."""

    @property
    def settled(self) -> bool:
        return self.progress in (Progress.DONE, Progress.REFUSED)


def token_of(job_id: str, do: Do, occasion: str) -> str:
    """The same for the same event of the same job: 64 letters that every client token takes."""
    return sha256(f"{job_id}|{do}|{occasion}".encode()).hexdigest()
