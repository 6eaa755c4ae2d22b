"""Further sources mixed in: which rows an epoch has, and in what order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workloads.augmentation.description import Augmentation
from workloads.augmentation.reading import AugmentationError

Rows = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Mixture:
    """Rows are numbered on from the main source to the further ones, in the order of their names:
    what the sources are, concatenated in that order.
    """

    main: int
    further: tuple[tuple[int, float], ...] = ()
    """How many rows, and which share of an epoch, in the order of the sources' names."""
    seed: int

    @classmethod
    def of(
        cls, augmentation: Augmentation, *, main: int, further: Mapping[str, int], seed: int
    ) -> "Mixture":
        """``further``: how many rows each source has."""
        named = dict(augmentation.mix_in)
        if named.keys() != further.keys():
            raise AugmentationError(
                f"mix_in must name the sources that are given, which are {_listed(further)}, "
                f"and names {_listed(named)}"
            )
        empty = [name for name, rows in further.items() if not rows]
        if empty:
            raise AugmentationError(f"mix_in: {empty[0]} has no rows")
        sizes = tuple((further[name], share) for name, share in sorted(named.items()))
        return cls(main=main, further=sizes, seed=seed)

    @property
    def counts(self) -> tuple[int, ...]:
        """How many rows of an epoch come from each further source: its share, exact within one."""
        own = 1 - sum(share for _, share in self.further)
        total = int(round(self.main / own, 9))
        quotas = [share * total for _, share in self.further]
        return _apportioned(quotas, total - self.main)

    def order(self, epoch: int) -> Rows:
        """Every main row once, and those of the further sources in turn, shuffled; without further
        sources, NumPy's permutation for (seed, epoch).
        """
        rows, start = [np.arange(self.main)], self.main
        sizes = (size for size, _ in self.further)
        for source, (size, count) in enumerate(zip(sizes, self.counts, strict=True)):
            turns = range(epoch * count, (epoch + 1) * count)
            rows.append(start + self._in_turn(source, size, turns))
            start += size
        every = np.concatenate(rows)
        return every[np.random.default_rng((self.seed, epoch)).permutation(len(every))]

    def _in_turn(self, source: int, size: int, turns: range) -> Rows:
        """Over all epochs no row of a source is taken twice before each was taken once."""
        rounds = range(turns.start // size, -(-turns.stop // size))
        shuffled = [
            np.random.default_rng((self.seed, each, source + 1)).permutation(size)
            for each in rounds
        ]
        first = turns.start - rounds.start * size
        return np.concatenate([*shuffled, np.arange(0)])[first : first + len(turns)]


def _apportioned(quotas: Sequence[float], total: int) -> tuple[int, ...]:
    """Whole numbers that make the total, each quota rounded up or down: the nearest up first."""
    counts = [int(quota) for quota in quotas]
    by_rest = sorted(range(len(quotas)), key=lambda each: counts[each] - quotas[each])
    for each in by_rest[: total - sum(counts)]:
        counts[each] += 1
    return tuple(counts)


def _listed(names: Mapping[str, object]) -> str:
    return ", ".join(sorted(names)) or "none"
