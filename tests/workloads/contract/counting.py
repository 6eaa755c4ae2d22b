"""A program that the tests kill: it draws and counts, and writes its result into a file.

python -m tests.workloads.contract.counting <folder> <steps>
"""

import random
import sys
import time
from pathlib import Path

from workloads.contract import (
    Cadence,
    FolderStore,
    carry_out,
    random_state,
    restore_random_state,
)

_BALLAST = bytes(2_000_000)


class Counting:
    def __init__(self, total: int) -> None:
        random.seed(1)
        self.done, self.total, self.mixed = 0, total, 0.0

    def step(self) -> None:
        time.sleep(0.002)
        self.mixed = self.mixed * 0.7 + random.gauss()
        self.done += 1

    def state(self) -> bytes:
        """Large, so that a kill often meets a write."""
        return f"{self.done} {self.mixed!r} {random_state()}".encode() + _BALLAST

    def restore(self, state: bytes) -> None:
        done, mixed, drawn = state.removesuffix(_BALLAST).decode().split(" ", 2)
        self.done, self.mixed = int(done), float(mixed)
        restore_random_state(drawn)

    def where(self) -> str:
        return f"step {self.done}"


def main() -> None:
    folder, work = Path(sys.argv[1]), Counting(int(sys.argv[2]))
    cadence = Cadence(mean_between_interruptions_s=0.001, at_least_s=0.0)
    carry_out(work, store=FolderStore(folder / "checkpoints"), cadence=cadence)
    (folder / "result").write_text(repr(work.mixed))


if __name__ == "__main__":
    main()
