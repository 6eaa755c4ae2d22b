"""What the jobs of steps say of themselves while they run: interruptions, and tuning's best."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ops.pipeline.jobs import Described, described_job
from ops.pipeline.step import Job, JobKind, Step

if TYPE_CHECKING:
    from mypy_boto3_sagemaker import SageMakerClient


@dataclass
class JobNotes:
    """Asks after a job for as long as its step runs, and once more when it is over."""

    sagemaker: "SageMakerClient"
    _last: dict[Job, str] = field(default_factory=dict)

    def of(self, steps: Iterable[Step]) -> dict[str, str]:
        notes = {step.name: ", ".join(self._parts(step)) for step in steps}
        return {name: note for name, note in notes.items() if note}

    def _parts(self, step: Step) -> Iterator[str]:
        if step.cached_from:
            yield f"taken from {step.cached_from}"
            return
        if step.attempt > 1:
            yield f"attempt {step.attempt}"
        if step.outcome is not None:
            yield "yes" if step.outcome else "no"
        if step.job and (note := self._job(step.job, over=step.state.over)):
            yield note

    def _job(self, job: Job, *, over: bool) -> str:
        if job in self._last:
            return self._last[job]
        tell = _TOLD.get(job.kind)
        note = tell(described_job(self.sagemaker, job)[1]) if tell else ""
        if over:
            self._last[job] = note
        return note


def _interruptions(training: Described) -> str:
    transitions = training.get("SecondaryStatusTransitions", [])
    times = sum(one["Status"] == "Interrupted" for one in transitions)
    return f"interrupted {times} {'time' if times == 1 else 'times'}" if times else ""


def _tuning(answer: Described) -> str:
    counters = answer["TrainingJobStatusCounters"]
    limits = answer["HyperParameterTuningJobConfig"]["ResourceLimits"]
    bad = counters.get("NonRetryableError", 0)
    parts = [f"{counters.get('Completed', 0)} of {limits.get('MaxNumberOfTrainingJobs')} jobs"]
    if bad:
        parts.append(f"{bad} failed")
    best = answer.get("BestTrainingJob", {}).get("FinalHyperParameterTuningJobObjectiveMetric")
    if best:
        parts.append(f"best {best['MetricName']} {best['Value']:.4g}")
    return ", ".join(parts)


_TOLD = {JobKind.TRAINING: _interruptions, JobKind.TUNING: _tuning}
