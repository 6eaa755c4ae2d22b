"""A part of a whole that an array makes: made once, whole or not at all, and resumed in between."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from workloads.contract import Cadence, Notice, Store, carry_out, say
from workloads.contract.checkpoints import Checkpoints
from workloads.digits.features import features


@dataclass(frozen=True)
class Chunk:
    """Items ``first`` up to, and without, ``end``."""

    first: int
    end: int

    def __str__(self) -> str:
        return f"{self.first:09d}-{self.end:09d}"


@dataclass(kw_only=True)
class Making:
    """Work under the contract: a step is an item."""

    rows: Sequence[bytes]
    made: bytearray = field(default_factory=bytearray)
    done: int = 0

    @property
    def total(self) -> int:
        return len(self.rows)

    def step(self) -> None:
        self.made += features(self.rows[self.done])
        self.done += 1

    def state(self) -> bytes:
        return b"%d\n%s\n%s" % (self.done, _sum(*self.rows), self.made)

    def restore(self, state: bytes) -> None:
        """What was made of other rows is not gone on with."""
        done, rows, made = state.split(b"\n", 2)
        if rows == _sum(*self.rows):
            self.done, self.made = int(done), bytearray(made)

    def where(self) -> str:
        return f"item {self.done} of {self.total}"


class Beside:
    """A store's names below a folder that readers of tables pass over: it begins with ``_``."""

    def __init__(self, store: Store, folder: str) -> None:
        self._store = store
        self._folder = folder

    def __str__(self) -> str:
        return f"{self._store}/{self._folder}"

    def read_if_there(self, name: str) -> bytes | None:
        return self._store.read_if_there(f"{self._folder}/{name}")

    def write(self, name: str, content: bytes) -> None:
        self._store.write(f"{self._folder}/{name}", content)


def make(
    chunk: Chunk,
    rows: Sequence[bytes],
    *,
    store: Store,
    notice: Notice,
    cadence: Cadence | None = None,
) -> None:
    """Does nothing for a part that is there, whole, and made of these very rows."""
    making, part = Making(rows=rows[chunk.first : chunk.end]), f"part-{chunk}.csv"
    receipts, progress = Beside(store, "_whole"), Beside(store, f"_progress/{chunk}")
    if not making.rows:
        say(f"nothing to do: item {chunk.first} is behind the last")
        return
    if receipts.read_if_there(part) == _receipt(making.rows, store.read_if_there(part)):
        say(f"finished: {part} is there already")
        return
    carry_out(making, store=progress, notice=notice, cadence=cadence)
    made = bytes(making.made)
    store.write(part, made)
    receipts.write(part, _receipt(making.rows, made))
    Checkpoints(progress).forget()
    say(f"finished: {making.total} items in {part}")


def cut(*, items: int, chunk: int) -> str:
    """The folder of its parts: with those of another cut they would be no whole."""
    return f"{items}-by-{chunk}"


def _receipt(rows: Sequence[bytes], made: bytes | None) -> bytes:
    """Of what the part was made and what it is; none matches a part that is not there."""
    told = {"rows": _sum(*rows).decode(), "part": _sum(made or b"").decode()}
    return json.dumps(told).encode()


def _sum(*contents: bytes) -> bytes:
    return hashlib.sha256(b"\n".join(contents)).hexdigest().encode()
