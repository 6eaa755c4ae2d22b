"""What a tuning step tried, and how well each attempt did."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from ops.pipeline.jobs import Described, described_job, trainings_of
from ops.pipeline.place import Place
from ops.pipeline.snapshot import Snapshot
from ops.pipeline.step import JobKind


@dataclass(frozen=True)
class Trial:
    name: str
    state: str
    hyperparameters: Mapping[str, str]
    objective: float | None = None
    took: timedelta | None = None
    reason: str = ""


@dataclass(frozen=True)
class Tuning:
    step: str
    strategy: str
    metric: str
    maximize: bool
    trials: tuple[Trial, ...]

    @property
    def best(self) -> Trial | None:
        so_far = self.best_so_far
        return next((one for one in self.trials if so_far and one.objective == so_far[-1]), None)

    @property
    def best_so_far(self) -> list[float]:
        """After each trial that came to an objective."""
        better, seen = (max if self.maximize else min), list[float]()
        for trial in self.trials:
            if trial.objective is not None:
                seen.append(better([*seen[-1:], trial.objective]))
        return seen

    @property
    def tuned(self) -> list[str]:
        return sorted({name for trial in self.trials for name in trial.hyperparameters})


def tunings(place: Place, last: Snapshot) -> Iterator[Tuning]:
    for step in last.steps:
        if step.job and step.job.kind is JobKind.TUNING:
            name, described = described_job(place.sagemaker, step.job)
            trials = map(_trial, trainings_of(place.sagemaker, name))
            yield _tuning(step.name, described, tuple(trials))


def _tuning(step: str, described: Described, trials: tuple[Trial, ...]) -> Tuning:
    config = described["HyperParameterTuningJobConfig"]
    objective = config.get("HyperParameterTuningJobObjective", {})
    return Tuning(
        step=step,
        strategy=config["Strategy"],
        metric=objective.get("MetricName", "objective"),
        maximize=objective.get("Type", "Maximize") == "Maximize",
        trials=trials,
    )


def _trial(job: Described) -> Trial:
    final = job.get("FinalHyperParameterTuningJobObjectiveMetric")
    began, ended = job.get("TrainingStartTime"), job.get("TrainingEndTime")
    return Trial(
        name=job["TrainingJobName"],
        state=job["TrainingJobStatus"],
        hyperparameters=job["TunedHyperParameters"],
        objective=final["Value"] if final else None,
        took=ended - began if began and ended else None,
        reason=job.get("FailureReason", ""),
    )
