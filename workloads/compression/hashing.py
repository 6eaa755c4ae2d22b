"""Which of few values a weight has, told by its place alone: nothing is stored but the values.

Chen et al., Compressing Neural Networks with the Hashing Trick (2015).
"""

from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from workloads.compression.bits import Numbers


@dataclass(frozen=True, kw_only=True)
class Hashed:
    values: int
    seed: int

    def of(self, name: str) -> "Hashed":
        """Another draw for each layer."""
        return Hashed(values=self.values, seed=self.seed ^ crc32(name.encode()))


def places(hashed: Hashed, count: int) -> tuple[Numbers, NDArray[np.float32]]:
    """Which value, and its sign: with a sign, weights that meet in a value do not add up."""
    drawn = _mixed(np.arange(count, dtype=np.uint64) + np.uint64(hashed.seed << 32))
    chosen = (drawn >> np.uint64(1)) % np.uint64(hashed.values)
    signs = (drawn & np.uint64(1)).astype(np.float32) * 2 - 1
    return chosen.astype(np.int64), signs.astype(np.float32)


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """SplitMix64's finaliser: the same on every machine, and of every version of a library."""
    mixed = numbers * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
