"""What can go wrong at a call: killed before or after it, throttled, or done and not answered."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from random import Random
from typing import TypeVar

from tests.lambda_.acting.crew import KilledError

T = TypeVar("T")
LEAST, MOST = 0.01, 0.10


@dataclass(frozen=True, kw_only=True)
class Rates:
    killed_before: float = 0
    killed_after: float = 0
    throttled: float = 0
    unanswered: float = 0
    duplicated: float = 0

    @classmethod
    def drawn(cls, rng: Random) -> "Rates":
        """Each between one and ten per cent."""
        return cls(**{name: rng.uniform(LEAST, MOST) for name in asdict(cls())})


def _nowhere() -> None:
    """Nobody else goes on meanwhile."""


@dataclass
class Faults:
    rng: Random
    rates: Rates = field(default_factory=Rates)
    pause: Callable[[], None] = _nowhere
    met: Counter[str] = field(default_factory=Counter)

    def around(
        self,
        work: Callable[[], T],
        *,
        error: Callable[[], Exception],
        is_write: bool = True,
        attempts: int = 1,
    ) -> T:
        """``attempts``: how often the SDK tries by itself, whether or not it was done already."""
        self.pause()
        if is_write:
            self._kill("killed_before")
        for left in reversed(range(attempts)):
            is_throttled = self._strikes("throttled")
            done = None if is_throttled else work()
            is_unanswered = not is_throttled and is_write and self._strikes("unanswered")
            if not (is_throttled or is_unanswered):
                break
            if not left:
                raise error()
        self.pause()
        if is_write:
            self._kill("killed_after")
        return done  # type: ignore[return-value] # the last attempt was answered

    def _kill(self, name: str) -> None:
        if self._strikes(name):
            raise KilledError

    def _strikes(self, name: str) -> bool:
        strikes: bool = self.rng.random() < getattr(self.rates, name)
        self.met[name] += strikes
        return strikes
