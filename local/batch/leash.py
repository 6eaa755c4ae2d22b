"""How a job that runs is told to stop, by whomever and from whichever thread."""

import threading
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class StopOrder:
    """SIGTERM now, SIGKILL after the grace; the attempt ends with this reason."""

    status_reason: str
    grace_s: float
    is_final: bool = False
    """Never retried, whatever the retry strategy says."""
    loses_host: bool = False
    """Nobody is left to say with which code the command exited."""


class Leash:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._order: StopOrder | None = None

    def pull(self, order: StopOrder) -> None:
        """The first order counts: a job cannot be stopped twice."""
        with self._lock:
            self._order = self._order or order

    @property
    def order(self) -> StopOrder | None:
        return self._order
