"""CreateTrainingJob: what it refuses, and the job that it starts."""

from collections.abc import Iterator, Mapping
from typing import Any

from local.sagemaker.jobs import metrics
from local.sagemaker.jobs.admission import Admission
from local.sagemaker.jobs.built_in import with_own_metrics
from local.sagemaker.jobs.job import Job
from local.sagemaker.jobs.kinds import TRAINING
from local.sagemaker.jobs.ml_folder import ROOT
from local.sagemaker.jobs.workers import Run
from local.sagemaker.refusals import NotServedError, refuse_any


class Training:
    def __init__(self, admission: Admission, run: Run) -> None:
        self._admission = admission
        self._run = run

    def create(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        self._admission.check(TRAINING, request["TrainingJobName"], request["RoleArn"])
        refuse_unserved(request)
        refuse_any(complaints(request))
        return {"TrainingJobArn": self.start(request).arn}

    def start(self, request: Mapping[str, Any], **facts: str) -> Job:
        """Without asking whether it may be: tuning jobs ask once for all."""
        name = request["TrainingJobName"]
        whole = with_own_metrics(request, self._admission.context.account_id)
        job = Job(TRAINING, name, self._admission.arn(TRAINING, name), whole)
        job.facts.update(facts)
        self._admission.begin(job, self._run)
        return job


def refuse_unserved(request: Mapping[str, Any]) -> None:
    resources = request["ResourceConfig"]
    if resources.get("InstanceCount", 1) != 1 or "InstanceGroups" in resources:
        raise NotServedError("a training job on more than one instance")


def complaints(request: Mapping[str, Any]) -> Iterator[str]:
    yield from _of_stopping(request)
    yield from metrics.complaints(request["AlgorithmSpecification"].get("MetricDefinitions", []))
    algorithm = request["AlgorithmSpecification"]
    if ("TrainingImage" in algorithm) == ("AlgorithmName" in algorithm):
        yield "AlgorithmSpecification must have TrainingImage or AlgorithmName, one of them"
    channels = [one["ChannelName"] for one in request.get("InputDataConfig", [])]
    if len(set(channels)) < len(channels):
        yield f"InputDataConfig names a channel twice: {', '.join(channels)}"
    place = request.get("CheckpointConfig", {}).get("LocalPath", ROOT)
    if not place.startswith("/"):
        yield f"CheckpointConfig: LocalPath must be absolute, got {place!r}"


def _of_stopping(request: Mapping[str, Any]) -> Iterator[str]:
    condition = request["StoppingCondition"]
    runtime = condition.get("MaxRuntimeInSeconds", 86_400)
    waits = condition.get("MaxWaitTimeInSeconds")
    is_spot = request.get("EnableManagedSpotTraining", False)
    if is_spot and (waits is None or waits < runtime):
        yield (
            f"Invalid MaxWaitTimeInSeconds. It must be present and be greater than or equal to "
            f"MaxRuntimeInSeconds, got {waits} and {runtime}"
        )
    if waits is not None and not is_spot:
        yield "MaxWaitTimeInSeconds is for jobs with EnableManagedSpotTraining"
