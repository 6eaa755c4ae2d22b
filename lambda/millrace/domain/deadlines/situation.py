"""What is known of a job with a deadline at one moment, and what can be done with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from millrace.domain.deadlines.past import Observation, Past


@dataclass(frozen=True)
class Spot:
    zone: str

    def __str__(self) -> str:
        return f"spot in {self.zone}"


@dataclass(frozen=True)
class OnDemand:
    def __str__(self) -> str:
        return "on-demand"


@dataclass(frozen=True)
class Wait:
    def __str__(self) -> str:
        return "wait"


Choice: TypeAlias = Spot | OnDemand | Wait


@dataclass(frozen=True, kw_only=True)
class Run:
    """An instance that the job holds."""

    zone: str | None
    """Of spot; None on on-demand."""
    since: datetime
    restart_left: timedelta = timedelta()
    """Until it works again on the job."""

    @property
    def choice(self) -> Choice:
        return OnDemand() if self.zone is None else Spot(self.zone)


@dataclass(frozen=True, kw_only=True)
class Situation:
    now: datetime
    deadline: datetime
    work_left: timedelta
    restart: timedelta
    """What each start of an instance takes before it works, on spot or on on-demand."""
    spot_price: float
    """Over the on-demand price."""
    running: Run | None
    available: Mapping[str, bool]
    """Whether spot is to be had now, by zone."""
    history: Past | Mapping[str, Sequence[Observation]]
    """What was seen up to now, by this job and by others."""
    tick: timedelta
    """How long a decision holds."""
    saved: timedelta | None = None
    """On-demand time, less what was spent and what on-demand would take from now; None: unknown.

    On-demand alone from the first moment on saves nothing: 0.
    """

    @property
    def holds(self) -> Run | None:
        """The run, unless it was reclaimed."""
        run = self.running
        if run is None or run.zone is None or self.available.get(run.zone):
            return run
        return None
