"""When a tuning job may end before it has tried all that it was allowed to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from local.sagemaker.jobs.tuning.trial import Trial


@dataclass(frozen=True)
class Enough:
    target: float | None
    """A score: more is better."""
    patience: int | None
    """After so many jobs that were no better than the best before them."""

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> "Enough":
        told = config.get("TuningJobCompletionCriteria", {})
        sign = 1 if config["HyperParameterTuningJobObjective"]["Type"] == "Maximize" else -1
        target = told.get("TargetObjectiveMetricValue")
        patience = told.get("BestObjectiveNotImproving", {}).get(
            "MaxNumberOfTrainingJobsNotImproving"
        )
        return cls(sign * target if target is not None else None, patience)

    def is_reached(self, trials: Sequence[Trial]) -> bool:
        scores = [one.score for one in trials if one.score is not None]
        if not scores:
            return False
        if self.target is not None and max(scores) >= self.target:
            return True
        since = len(scores) - 1 - scores.index(max(scores))
        return self.patience is not None and since >= self.patience
