"""CreateTrainingJob: what it refuses, and the job that it starts."""

from collections.abc import Iterator, Mapping
from typing import Any

from local.api.context import AccountContext
from local.sagemaker.jobs import metrics
from local.sagemaker.jobs.admission import check_name, check_role
from local.sagemaker.jobs.built_in import with_own_metrics
from local.sagemaker.jobs.job import Job
from local.sagemaker.jobs.kinds import TRAINING
from local.sagemaker.jobs.ml_folder import ROOT
from local.sagemaker.jobs.state import State
from local.sagemaker.jobs.story import Story
from local.sagemaker.jobs.workers import Run, Workers
from local.sagemaker.names import Names
from local.sagemaker.refusals import NotServedError, refuse_any
from local.sagemaker.tags import Tags


class Training:
    def __init__(
        self,
        context: AccountContext,
        state: State,
        *,
        story: Story,
        workers: Workers,
        run: Run,
        tags: Tags,
    ) -> None:
        self._context = context
        self._state = state
        self._story = story
        self._workers = workers
        self._run = run
        self._tags = tags

    def create(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        check_name(self._state, TRAINING, request["TrainingJobName"])
        check_role(self._context, request["RoleArn"])
        refuse_unserved(request)
        refuse_any(complaints(request))
        return {"TrainingJobArn": self.start(request).arn}

    def start(self, request: Mapping[str, Any], **facts: str) -> Job:
        """Without asking whether it may be: tuning jobs ask once for all."""
        name = request["TrainingJobName"]
        arn = Names(self._context).arn(TRAINING.arn, name)
        job = Job(TRAINING, name, arn, with_own_metrics(request, self._context.account_id))
        job.facts.update(facts)
        self._tags.start(arn, request.get("Tags", []))
        self._story.begins(job)
        self._workers.start(job, self._run)
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
