"""CreateProcessingJob: what it refuses, and the job that it starts."""

from collections.abc import Iterator, Mapping
from typing import Any

from local.api.context import AccountContext
from local.sagemaker.jobs.admission import check_name, check_role
from local.sagemaker.jobs.job import Job
from local.sagemaker.jobs.kinds import PROCESSING
from local.sagemaker.jobs.ml_folder import ROOT
from local.sagemaker.jobs.state import State
from local.sagemaker.jobs.story import Story
from local.sagemaker.jobs.workers import Run, Workers
from local.sagemaker.names import Names
from local.sagemaker.refusals import NotServedError, refuse_any
from local.sagemaker.tags import Tags

_PLACES = f"{ROOT}/processing"


class Processing:
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
        name = request["ProcessingJobName"]
        check_name(self._state, PROCESSING, name)
        check_role(self._context, request["RoleArn"])
        if request["ProcessingResources"]["ClusterConfig"]["InstanceCount"] != 1:
            raise NotServedError("a processing job on more than one instance")
        refuse_any(complaints(request))
        arn = Names(self._context).arn(PROCESSING.arn, name)
        job = Job(PROCESSING, name, arn, request)
        self._tags.start(arn, request.get("Tags", []))
        self._story.begins(job)
        self._workers.start(job, self._run)
        return {"ProcessingJobArn": arn}


def complaints(request: Mapping[str, Any]) -> Iterator[str]:
    inputs = request.get("ProcessingInputs", [])
    outputs = request.get("ProcessingOutputConfig", {}).get("Outputs", [])
    for what, items in (("Input", inputs), ("Output", outputs)):
        names = [one[f"{what}Name"] for one in items]
        if len(set(names)) < len(names):
            yield f"{what.lower()} names must be unique, got {', '.join(names)}"
        for one in items:
            place = one.get(f"S3{what}", {}).get("LocalPath", _PLACES)
            if place != _PLACES and not place.startswith(f"{_PLACES}/"):
                yield f"the LocalPath of {one[f'{what}Name']!r} must lie in {_PLACES}, got {place}"
    for one in outputs:
        if "S3Output" not in one:
            yield f"the output {one['OutputName']!r} must have an S3Output, which is served here"
