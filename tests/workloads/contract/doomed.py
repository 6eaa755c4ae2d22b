"""Work that draws at random, and stores and disks that die and lose what they may."""

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
import torch

from workloads.contract import Notice, random_state, restore_random_state


class Died(BaseException):
    """SIGKILL: nothing that the process could still do happens."""


@dataclass
class Draws:
    """Each step mixes a draw of every generator into one number, so that no draw may be missed."""

    total: int
    done: int = 0
    mixed: float = 0.0

    @classmethod
    def fresh(cls, total: int) -> "Draws":
        scramble(1)
        return cls(total)

    def step(self) -> None:
        drawn = random.random() + np.random.random() + float(torch.rand(()))  # noqa: NPY002, S311
        self.mixed = self.mixed * 0.7 + drawn
        self.done += 1

    def state(self) -> bytes:
        return json.dumps([self.done, self.mixed, random_state()]).encode()

    def restore(self, state: bytes) -> None:
        self.done, self.mixed, drawn = json.loads(state)
        restore_random_state(drawn)

    def where(self) -> str:
        return f"step {self.done}"


def scramble(seed: int) -> None:
    """A new process draws anew."""
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002
    torch.manual_seed(seed)


@dataclass
class Doom:
    """When an attempt ends: at its nth instant, an instant being a step or a call of the store."""

    at: int
    how: Literal["told", "before", "torn", "after"]
    notice: Notice = field(default_factory=Notice)

    def strikes(self) -> bool:
        self.at -= 1
        return self.at < 0

    @contextmanager
    def instant(self) -> Iterator[None]:
        strikes = self.strikes()
        if strikes and self.how == "told":
            self.notice.give()
        elif strikes and self.how != "after":
            raise Died
        yield
        if strikes and self.how == "after":
            raise Died


@dataclass
class DoomedDraws(Draws):
    doom: Doom = field(default_factory=lambda: Doom(10**9, "told"))

    def step(self) -> None:
        with self.doom.instant():
            super().step()


@dataclass
class MemoryStore:
    """A store that tears what is being written when its writer dies, as the worst ones do."""

    contents: dict[str, bytes] = field(default_factory=dict)
    doom: Doom = field(default_factory=lambda: Doom(10**9, "told"))

    def read_if_there(self, name: str) -> bytes | None:
        with self.doom.instant():
            return self.contents.get(name)

    def write(self, name: str, content: bytes) -> None:
        half = self.doom.how == "torn" and self.doom.at == 0
        if half:
            self.contents[name] = content[: len(content) // 2]
        with self.doom.instant():
            self.contents[name] = content


@dataclass
class DyingDisk:
    """A crash takes what is not synced, or ``keeps`` it; of a content being written, a part.

    An entry of a folder is safe once the folder is synced.
    """

    crash_at: int
    keeps: bool
    part: float = 0.5
    safe: dict[Path, bytes] = field(default_factory=dict)
    seen: dict[Path, bytes] = field(default_factory=dict)

    def make_folder(self, folder: Path) -> None:
        pass

    def write_synced(self, path: Path, content: bytes) -> None:
        if self._crashes():
            self.seen[path] = content[: int(len(content) * self.part)]
            raise Died
        self.seen[path] = content

    def rename(self, old: Path, new: Path) -> None:
        if self._crashes():
            raise Died
        self.seen[new] = self.seen.pop(old)

    def sync_folder(self, folder: Path) -> None:
        if self._crashes():
            raise Died
        self.safe = dict(self.seen)

    def read_if_there(self, path: Path) -> bytes | None:
        return self.seen.get(path)

    def after_the_crash(self) -> "DyingDisk":
        left = dict(self.seen if self.keeps else self.safe)
        return DyingDisk(10**9, keeps=True, safe=left, seen=dict(left))

    def _crashes(self) -> bool:
        self.crash_at -= 1
        return self.crash_at < 0
