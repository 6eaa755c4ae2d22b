"""Why an execution failed: the step, the reason, and what its job said last."""

from dataclasses import dataclass

from ops.pipeline.jobs import described_job, trainings_of
from ops.pipeline.logs import tail
from ops.pipeline.place import Place
from ops.pipeline.snapshot import Snapshot
from ops.pipeline.states import State
from ops.pipeline.step import JobKind, Step

_ITS_LOG = "The log ends:"
_NO_REASON = "SageMaker gives no reason"


@dataclass(frozen=True)
class Failure:
    step: str
    """Empty where the execution failed outside of any step."""
    reason: str
    job: str = ""
    lines: tuple[str, ...] = ()


def failure(place: Place, snapshot: Snapshot) -> Failure | None:
    if snapshot.execution.state is not State.FAILED:
        return None
    step = snapshot.failed
    if step is None:
        return Failure("", snapshot.execution.reason or _NO_REASON)
    reason = step.reason or snapshot.execution.reason or _NO_REASON
    speaker = _speaker(place, step)
    if speaker is None:
        return Failure(step.name, reason)
    kind, name = speaker
    return Failure(step.name, _without_the_log(reason), name, tuple(tail(place.logs, kind, name)))


def _without_the_log(reason: str) -> str:
    """The local account ends a reason with the log, whose lines are told apart from it here."""
    return reason.partition(_ITS_LOG)[0].rstrip()


def _speaker(place: Place, step: Step) -> tuple[JobKind, str] | None:
    """Of a tuning job, which writes no log, the training job that failed first; else its first."""
    if step.job is None:
        return None
    name, _ = described_job(place.sagemaker, step.job)
    if step.job.kind is not JobKind.TUNING:
        return step.job.kind, name
    trainings = list(trainings_of(place.sagemaker, name))
    failed = [one for one in trainings if one["TrainingJobStatus"] == "Failed"]
    for training in failed or trainings:
        return JobKind.TRAINING, training["TrainingJobName"]
    return None
