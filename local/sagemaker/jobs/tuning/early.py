"""Which training jobs are not worth their time: the rules by which a tuning job ends them early."""

import math
from collections.abc import Mapping, Sequence
from statistics import fmean, median
from typing import Any, Protocol

from local.sagemaker.jobs.tuning.trial import Trial

_FEWEST = 3
_ETA = 3


class Rule(Protocol):
    def gives_up(self, trial: Trial, before: Sequence[Trial]) -> bool:
        """`before` are those that ended before it began, so that the answer is always the same."""
        ...


class Never:
    def gives_up(self, trial: Trial, before: Sequence[Trial]) -> bool:  # noqa: ARG002
        return False


class MedianRule:
    """Worse than the median of the running averages of earlier jobs at the same step."""

    def gives_up(self, trial: Trial, before: Sequence[Trial]) -> bool:
        series = [_scores(one) for one in before if one.score is not None]
        if len(series) < _FEWEST:
            return False
        return any(
            score < median(fmean(one[:step]) for one in series)
            for step, score in enumerate(_scores(trial), start=1)
            if step > 1
        )


class Hyperband:
    """Brackets of successive halving: at each rung only the best third goes on."""

    def __init__(self, least: int, most: int) -> None:
        self._most = most
        deepest = math.floor(math.log(most / least, _ETA) + 1e-9)
        self._cycle = [
            bracket
            for bracket in range(deepest, -1, -1)
            for _ in range(math.ceil((deepest + 1) / (bracket + 1) * _ETA**bracket))
        ]

    @property
    def cycle(self) -> Sequence[int]:
        """Of each job in turn: how many rungs it must climb."""
        return self._cycle

    def gives_up(self, trial: Trial, before: Sequence[Trial]) -> bool:
        scores = _scores(trial)
        if len(scores) > self._most:
            return True
        rivals = [_scores(one) for one in before if self._bracket(one) == self._bracket(trial)]
        return any(_is_left_behind(scores, rung, rivals) for rung in self.rungs(trial))

    def rungs(self, trial: Trial) -> list[int]:
        bracket = self._bracket(trial)
        return [max(1, round(self._most / _ETA**level)) for level in range(bracket, 0, -1)]

    def _bracket(self, trial: Trial) -> int:
        return self._cycle[trial.index % len(self._cycle)]


def rule_of(config: Mapping[str, Any]) -> Rule:
    if config["Strategy"] == "Hyperband":
        told = config["StrategyConfig"]["HyperbandStrategyConfig"]
        return Hyperband(told["MinResource"], told["MaxResource"])
    return MedianRule() if config.get("TrainingJobEarlyStoppingType") == "Auto" else Never()


def _is_left_behind(scores: Sequence[float], rung: int, rivals: Sequence[Sequence[float]]) -> bool:
    there = [one[rung - 1] for one in rivals if len(one) >= rung]
    if len(scores) < rung or len(there) + 1 < _ETA:
        return False
    best = sorted([*there, scores[rung - 1]], reverse=True)
    return scores[rung - 1] < best[max(1, len(best) // _ETA) - 1]


def _scores(trial: Trial) -> list[float]:
    return [trial.objective.score(value) for value in trial.series]
