"""One training job of a tuning job, as the tuning sees it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from local.sagemaker.jobs.job import Job


@dataclass(frozen=True)
class Objective:
    metric: str
    kind: str

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> "Objective":
        told = config["HyperParameterTuningJobObjective"]
        return cls(told["MetricName"], told["Type"])

    def score(self, value: float) -> float:
        """So that more is better."""
        return value if self.kind == "Maximize" else -value


@dataclass(eq=False)
class Trial:
    index: int
    values: Mapping[str, str]
    job: Job
    objective: Objective

    @property
    def series(self) -> list[float]:
        return self.job.series.get(self.objective.metric, [])

    @property
    def value(self) -> float | None:
        """What it came to in the end; none if it never told, or told what is no number."""
        last = self.series[-1] if self.series else math.nan
        return last if math.isfinite(last) else None

    @property
    def score(self) -> float | None:
        ended_well = self.job.status in ("Completed", "Stopped")
        value = self.value
        return self.objective.score(value) if ended_well and value is not None else None

    @property
    def missing(self) -> str | None:
        """Why there is no objective, of a job that ended."""
        if not self.job.has_ended or self.score is not None:
            return None
        if self.job.status == "Failed":
            return self.job.failure_reason
        told = "was nan at the end" if self.series else "never appeared in the log"
        return f"the objective metric {self.objective.metric!r} {told}"


@dataclass(eq=False)
class TuningJob(Job):
    trials: list[Trial] = field(default_factory=list)
    inherited: list[Trial] = field(default_factory=list)
    """Of the tuning jobs that it starts warm from."""
