"""Bayesian search: a Gaussian process learns the objective, the most promising values are next."""

import itertools
import math
import warnings
from collections.abc import Sequence
from typing import Any

from local.sagemaker.jobs.tuning.dimensions import Dimension
from local.sagemaker.jobs.tuning.strategies import Known, RandomSearch, Values

_FEWEST = 3
"""Results before there is anything to learn from."""
_CANDIDATES = 500


class BayesianSearch:
    def __init__(self, space: Sequence[Dimension], seed: int) -> None:
        self._space = space
        self._seed = seed
        self._chance = RandomSearch(space, seed)

    def propose(self, index: int, known: Sequence[Known]) -> Values | None:
        scored = [one for one in known if one.score is not None]
        if len(scored) < _FEWEST:
            return self._chance.propose(index, known)
        drawn = list(itertools.islice(self._chance.draws(index), _CANDIDATES))
        tried = [one.values for one in known]
        candidates = [one for one in drawn if one not in tried]
        if not candidates:
            return drawn[0]
        gains = self._gains(candidates, known, scored)
        return candidates[max(range(len(candidates)), key=gains.__getitem__)]

    def _gains(
        self, candidates: Sequence[Values], known: Sequence[Known], scored: Sequence[Known]
    ) -> list[float]:
        """Expected improvement, where what still runs is taken to come out as foreseen."""
        seen = [self._features(one.values) for one in scored]
        scores = [one.score for one in scored if one.score is not None]
        model = _fitted(seen, scores, self._seed)
        running = [self._features(one.values) for one in known if one.score is None]
        if running:
            foreseen = [float(score) for score in model.predict(running)]
            model = _fitted([*seen, *running], [*scores, *foreseen], self._seed, model.kernel_)
        means, deviations = model.predict(
            [self._features(one) for one in candidates], return_std=True
        )
        best = max(scores)
        return [
            _improvement(float(mean), float(deviation), best)
            for mean, deviation in zip(means, deviations, strict=True)
        ]

    def _features(self, values: Values) -> list[float]:
        return [feature for one in self._space for feature in one.features(values[one.name])]


def _improvement(mean: float, deviation: float, best: float) -> float:
    if deviation <= 0:
        return max(mean - best, 0.0)
    z = (mean - best) / deviation
    density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return (mean - best) * (1 + math.erf(z / math.sqrt(2))) / 2 + deviation * density


def _fitted(
    seen: Sequence[Sequence[float]], scores: Sequence[float], seed: int, kernel: Any = None
) -> Any:
    """With a kernel given, only the data are new."""
    # Imported late: an account that tunes nothing does without it.
    from sklearn.exceptions import ConvergenceWarning  # noqa: PLC0415
    from sklearn.gaussian_process import GaussianProcessRegressor  # noqa: PLC0415
    from sklearn.gaussian_process.kernels import Matern, WhiteKernel  # noqa: PLC0415

    fresh = Matern(length_scale=[0.5] * len(seen[0]), length_scale_bounds=(0.05, 10), nu=2.5)
    model = GaussianProcessRegressor(
        kernel or fresh + WhiteKernel(1e-3, (1e-6, 0.3)),
        optimizer=None if kernel else "fmin_l_bfgs_b",
        normalize_y=True,
        n_restarts_optimizer=0 if kernel else 1,
        random_state=seed % 2**32,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(seen, scores)
    return model
