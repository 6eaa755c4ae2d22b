"""The newest whole checkpoint, whatever happened while one was written."""

from collections.abc import Iterator
from dataclasses import dataclass

from workloads.contract.seal import TornError, seal, unseal
from workloads.contract.store import Store

_SLOTS = ("checkpoint-0", "checkpoint-1")


@dataclass(frozen=True)
class Found:
    """A checkpoint that is whole, and the names of those that are there but are not."""

    number: int
    """1 for the first that was written; 0 if there is none."""
    state: bytes | None
    torn: tuple[str, ...] = ()


class Checkpoints:
    """Two slots in turn: the next is written over the one before the newest, never over the newest.

    Nothing is ever deleted, so a job needs no permission to.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._number: int | None = None

    def latest(self) -> Found:
        """Reads both slots; the one with the higher number that is whole counts."""
        torn: list[str] = []
        whole = list(self._whole(torn))
        number, state = max(whole, default=(0, None))
        self._number = number
        return Found(number, state, tuple(torn))

    def save(self, state: bytes) -> None:
        """When it returns the state survives whatever the store survives."""
        number = self._newest() + 1
        self._store.write(_SLOTS[number % 2], seal(number, state))
        self._number = number

    def forget(self) -> None:
        """For work whose result is safe: an empty slot holds no checkpoint, and costs nothing."""
        for slot in _SLOTS:
            self._store.write(slot, b"")
        self._number = 0

    def _newest(self) -> int:
        return self.latest().number if self._number is None else self._number

    def _whole(self, torn: list[str]) -> Iterator[tuple[int, bytes]]:
        for slot in _SLOTS:
            sealed = self._store.read_if_there(slot)
            if sealed:
                try:
                    yield unseal(sealed)
                except TornError:
                    torn.append(slot)
