"""Which part of the ledger is to be exported now: each day once, whoever asks how often."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

DAY = timedelta(days=1)
"""DynamoDB exports changes of a day at most."""


_LAG = timedelta(hours=1)
"""Point-in-time recovery is behind by some minutes: a day is exported an hour after its end."""


class Outcome(StrEnum):
    ASKED = "asked"
    ASKED_BEFORE = "asked before"
    NOTHING_YET = "nothing yet"
    """The table is younger than the day that would be exported."""


@dataclass(frozen=True, kw_only=True)
class Export:
    """The items that changed from a time on until before another, or all that there are."""

    since: datetime | None
    until: datetime

    @property
    def name(self) -> str:
        """Where it lies below the prefix: by the day that it is of."""
        kind = "all" if self.since is None else "changes"
        return f"{kind}/{self.until - DAY:%Y-%m-%d}"

    @property
    def token(self) -> str:
        """The same for the same day: DynamoDB takes a second request for the first."""
        return sha256(f"{self.since}|{self.until}".encode()).hexdigest()[:36]


class Exports(Protocol):
    def restorable_since(self) -> datetime:
        """How far point-in-time recovery reaches back."""

    def start(self, export: Export) -> bool:
        """False if it was started already."""


def due(scheduled_at: datetime, restorable_since: datetime) -> Export | None:
    """The last day that was over by the schedule's time; the first one is everything."""
    over = scheduled_at.astimezone(UTC) - _LAG
    until = over.replace(hour=0, minute=0, second=0, microsecond=0)
    if restorable_since > until:
        return None
    since = until - DAY
    return Export(since=None if restorable_since > since else since, until=until)


def export(scheduled_at: datetime, exports: Exports) -> tuple[Outcome, Export | None]:
    what = due(scheduled_at, exports.restorable_since())
    if what is None:
        return Outcome.NOTHING_YET, None
    return Outcome.ASKED if exports.start(what) else Outcome.ASKED_BEFORE, what
