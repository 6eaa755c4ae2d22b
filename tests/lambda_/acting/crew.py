"""Runs invocations side by side, changing between them where they call out, as a seed says."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random


class KilledError(BaseException):
    """The machine is gone: nothing after this line happens, and nobody can catch it."""


@dataclass
class Hand:
    work: Callable[[], None]
    turn: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    has_ended: bool = False
    failure: BaseException | None = None


class Crew:
    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._hands: list[Hand] = []
        self._back = threading.Semaphore(0)
        self._running: Hand | None = None

    def __len__(self) -> int:
        return len(self._hands)

    def begin(self, work: Callable[[], None]) -> None:
        hand = Hand(work)
        self._hands.append(hand)
        threading.Thread(target=self._run, args=(hand,), daemon=True).start()

    def step(self) -> None:
        """Let one of them go on to its next call."""
        hand = self._rng.choice(self._hands)
        self._running = hand
        hand.turn.release()
        self._back.acquire()
        self._running = None
        if hand.has_ended:
            self._hands.remove(hand)
            if hand.failure is not None:
                raise hand.failure

    def pause(self) -> None:
        """Called from inside of the work: others may go on here."""
        if (hand := self._running) is not None:
            self._back.release()
            hand.turn.acquire()

    def _run(self, hand: Hand) -> None:
        hand.turn.acquire()
        try:
            hand.work()
        except KilledError:
            pass
        except BaseException as failure:  # noqa: BLE001 - told to whoever runs the crew
            hand.failure = failure
        hand.has_ended = True
        self._back.release()
