"""CreateProcessingJob: what it refuses, and the job that it starts."""

from collections.abc import Iterator, Mapping
from typing import Any

from local.sagemaker.jobs.admission import Admission
from local.sagemaker.jobs.job import Job
from local.sagemaker.jobs.kinds import PROCESSING
from local.sagemaker.jobs.ml_folder import ROOT
from local.sagemaker.jobs.workers import Run
from local.sagemaker.refusals import NotServedError, refuse_any

_PLACES = f"{ROOT}/processing"


class Processing:
    def __init__(self, admission: Admission, run: Run) -> None:
        self._admission = admission
        self._run = run

    def create(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        name = request["ProcessingJobName"]
        self._admission.check(PROCESSING, name, request["RoleArn"])
        if request["ProcessingResources"]["ClusterConfig"]["InstanceCount"] != 1:
            raise NotServedError("a processing job on more than one instance")
        refuse_any(complaints(request))
        job = Job(PROCESSING, name, self._admission.arn(PROCESSING, name), request)
        self._admission.begin(job, self._run)
        return {"ProcessingJobArn": job.arn}


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
