"""What is to be done, and under which conditions: the two halves that a plan is made of."""

import math
from dataclasses import dataclass

HOUR = 3600.0


class WorkError(ValueError):
    """Work that cannot be planned."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """Items that are alike, and that any child of an array job can take."""

    items: int
    seconds_per_item: float
    spread_seconds: float = 0.0
    """The standard deviation of an item's seconds."""
    startup_seconds: float = 0.0
    """Before its first item, of every attempt: boot and image shared out, imports, models."""

    def __post_init__(self) -> None:
        if self.items < 1:
            raise WorkError(f"items must be at least 1, got {self.items}")
        for name, least in (("seconds_per_item", 0.0), ("startup_seconds", -1.0)):
            seconds = getattr(self, name)
            if not (math.isfinite(seconds) and seconds > least):
                raise WorkError(f"{name} must be a number above {max(least, 0):g}, got {seconds}")

    def children(self, chunk: int) -> int:
        return math.ceil(self.items / chunk)

    def last(self, chunk: int) -> int:
        """Items of the last child: what the others leave."""
        return self.items - (self.children(chunk) - 1) * chunk


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What the children of a job find: room, prices, reclaims, and how often they may try."""

    at_once: int
    """Children that run side by side."""
    usd_per_hour: float
    """Of one child: its share of the instance."""
    interruptions_per_hour: float = 0.0
    """Of one instance, while it runs."""
    attempts: int = 1
    timeout_seconds: float = math.inf
    """Of one attempt."""
    checkpoint_seconds: float | None = None
    """What writing one takes; None: a child that is reclaimed begins again."""
    most_risk: float = 0.01
    """How likely a plan may make it that any child runs out of attempts."""

    @property
    def rate(self) -> float:
        """Interruptions a second."""
        return self.interruptions_per_hour / HOUR
