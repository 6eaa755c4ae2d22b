"""What is drawn for each sample: from seed, epoch and index alone, so there is nothing to save."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workloads.augmentation.description import Augmentation
from workloads.augmentation.kinds import KINDS

Numbers = NDArray[np.float64]
"""(samples,)"""
Chosen = NDArray[np.bool_]
"""(samples,)"""

_COLUMNS = 64
_EACH = 3
"""Of the columns, an operation has one that says whether it is done, and two that say how."""


def generator(seed: int, epoch: int, index: int) -> np.random.Generator:
    """Philox counts instead of going on from what was: no sample needs those before it."""
    return np.random.Generator(np.random.Philox(key=[seed, epoch], counter=[0, 0, 0, index]))


@dataclass(frozen=True)
class Draws:
    """For some samples; every sample draws the same columns, whatever is on."""

    augmentation: Augmentation
    generators: tuple[np.random.Generator, ...]
    columns: NDArray[np.float64]
    """(samples, 64): uniform, from 0 to 1."""

    @classmethod
    def of(
        cls, augmentation: Augmentation, *, seed: int, epoch: int, index: Iterable[int]
    ) -> "Draws":
        generators = tuple(generator(seed, epoch, each) for each in index)
        drawn = [each.random(_COLUMNS) for each in generators]
        return cls(augmentation, generators, np.reshape(drawn, (len(drawn), _COLUMNS)))

    def done(self, name: str) -> Chosen:
        operation = self.augmentation.operation(name)
        return self._column(name, 0) < (operation.probability if operation else 0)

    def upward(self, name: str) -> Numbers:
        """0 to the strength."""
        return self._column(name, 1) * self.augmentation.strength(name)

    def both_ways(self, name: str, *, second: bool = False) -> Numbers:
        """Between minus and plus the strength; 0 where the operation is not done."""
        drawn = self._way(name, 1 + second)
        return np.where(self.done(name), drawn * self.augmentation.strength(name), 0)

    def factor(self, name: str) -> Numbers:
        """As often smaller as larger, up to 1 + strength; 1 where the operation is not done."""
        drawn = (1 + self.augmentation.strength(name)) ** self._way(name, 1)
        return np.where(self.done(name), drawn, 1)

    def normal(self, name: str, numbers: int) -> NDArray[np.float32]:
        """(samples, numbers): Gaussian with the strength for a deviation; 0 where it is not done.

        Drawn after the columns: one operation alone may use it.
        """
        normal = np.zeros((len(self.generators), numbers), dtype=np.float32)
        for sample in np.flatnonzero(self.done(name)):
            normal[sample] = self.generators[sample].standard_normal(numbers, dtype=np.float32)
        return normal * np.float32(self.augmentation.strength(name))

    def _way(self, name: str, which: int) -> Numbers:
        return 2 * self._column(name, which) - 1

    def _column(self, name: str, which: int) -> Numbers:
        return self.columns[:, _EACH * KINDS[name].number + which]
