"""What to try next: by chance, all there is, or where a model of the objective expects most."""

import itertools
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from local.sagemaker.jobs.tuning.dimensions import Categorical, Dimension

Values = Mapping[str, str]
_TRIES = 200


@dataclass(frozen=True)
class Known:
    """Values that were tried, or are being; with what came of it, where more is better."""

    values: Values
    score: float | None


class Strategy(Protocol):
    def propose(self, index: int, known: Sequence[Known]) -> Values | None:
        """None when there is nothing left to try."""
        ...


class RandomSearch:
    def __init__(self, space: Sequence[Dimension], seed: int) -> None:
        self._space = space
        self._seed = seed

    def propose(self, index: int, known: Sequence[Known]) -> Values | None:
        """Each job's chance is its own: what came before only keeps it from a repetition."""
        drawn: Values = {}
        for drawn in itertools.islice(self.draws(index), _TRIES):
            if all(one.values != drawn for one in known):
                return drawn
        return drawn

    def draws(self, index: int) -> Iterator[Values]:
        chance = random.Random(f"{self._seed}-{index}")  # noqa: S311 - nothing is secret here
        while True:
            yield {one.name: one.at(chance.random()) for one in self._space}


class GridSearch:
    def __init__(self, space: Sequence[Dimension]) -> None:
        self._space = [one for one in space if isinstance(one, Categorical)]

    @property
    def size(self) -> int:
        return math.prod(len(one.values) for one in self._space)

    def propose(self, index: int, _known: Sequence[Known]) -> Values | None:
        combinations = itertools.product(*(one.values for one in self._space))
        chosen = next(itertools.islice(combinations, index, None), None)
        names = [one.name for one in self._space]
        return dict(zip(names, chosen, strict=True)) if chosen else None
