"""Steps that are a job of SageMaker: made, watched until it ends, stopped with the execution."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from botocore import xform_name
from botocore.exceptions import BotoCoreError, ClientError

from local.sagemaker.engine.failures import StepStoppedError, of_job
from local.sagemaker.engine.task import Result, Task
from local.sagemaker.names import job_name, tuning_job_name

_STOPPED = "Stopped"


More = Callable[[Task, str, Mapping[str, Any]], Mapping[str, Any]]


def _tag(task: Task, arn: str) -> None:
    """As the service itself: the role of the pipeline need not be allowed to."""
    tags = {
        "sagemaker:pipeline-execution-arn": task.execution.arn,
        "sagemaker:pipeline-step-name": task.step.name,
    }
    named = [{"Key": key, "Value": value} for key, value in tags.items()]
    task.account.own("sagemaker").add_tags(ResourceArn=arn, Tags=named)


def _nothing_more(*_: object) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Job:
    noun: str
    metadata: str
    named: Callable[[str, str], str] = job_name
    """By the execution's id and the step's name."""
    more: More = _nothing_more
    """Properties of the step beside the description of its job."""

    def __call__(self, task: Task) -> Result:
        task.refuse_if_stopped()
        name = self.named(task.execution.id, task.step.name)
        given = {f"{self.noun}Name": name, **task.arguments(name)}
        answer = self._call(task, "create", given)
        arn = answer[f"{self.noun}Arn"]
        _tag(task, arn)
        task.told({self.metadata: {"Arn": arn}})
        seen = self._ended(task, name)
        return Result({**seen, **self.more(task, name, seen)})

    def _ended(self, task: Task, name: str) -> Mapping[str, Any]:
        is_told_to_stop = False
        while not task.is_going_down():
            seen = self._seen(task, name)
            status = seen.get(f"{self.noun}Status")
            if status == "Completed":
                return seen
            if status == _STOPPED and task.is_stopped:
                raise StepStoppedError
            if status in ("Failed", _STOPPED):
                raise of_job(seen.get("FailureReason") or f"{self.noun} {name} was stopped")
            if task.is_stopped and not is_told_to_stop:
                is_told_to_stop = self._stop(task, name)
            _pause(task)
        raise StepStoppedError

    def _seen(self, task: Task, name: str) -> Mapping[str, Any]:
        """Nothing if the account did not answer: it will."""
        try:
            return self._call(task, "describe", {f"{self.noun}Name": name})
        except ClientError:
            raise
        except BotoCoreError:
            return {}

    def _stop(self, task: Task, name: str) -> bool:
        try:
            self._call(task, "stop", {f"{self.noun}Name": name})
        except ClientError:
            """It has ended meanwhile, which the next look shows."""
        return True

    def _call(self, task: Task, verb: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
        method = getattr(task.clients.client("sagemaker"), f"{verb}_{xform_name(self.noun)}")
        answer: Mapping[str, Any] = method(**given)
        return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


def _training_jobs(task: Task, name: str, seen: Mapping[str, Any]) -> Mapping[str, Any]:
    """Those of a tuning job, the best first."""
    objective = seen["HyperParameterTuningJobConfig"]["HyperParameterTuningJobObjective"]
    is_best_high = objective["Type"] == "Maximize"
    answer = task.clients.client("sagemaker").list_training_jobs_for_hyper_parameter_tuning_job(
        HyperParameterTuningJobName=name,
        StatusEquals="Completed",
        SortBy="FinalObjectiveMetricValue",
        SortOrder="Descending" if is_best_high else "Ascending",
    )
    return {"TrainingJobSummaries": answer["TrainingJobSummaries"]}


def _pause(task: Task) -> None:
    if task.is_stopped:
        time.sleep(task.pace.poll_s)
    else:
        task.wait(task.pace.poll_s)


PROCESSING = Job(noun="ProcessingJob", metadata="ProcessingJob")
TRAINING = Job(noun="TrainingJob", metadata="TrainingJob")
TUNING = Job(
    noun="HyperParameterTuningJob",
    metadata="TuningJob",
    named=tuning_job_name,
    more=_training_jobs,
)
TRANSFORM = Job(noun="TransformJob", metadata="TransformJob")
