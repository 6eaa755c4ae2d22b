"""Where the things of an execution lie: jobs, what they wrote, and the model package."""

from collections.abc import Iterator
from dataclasses import dataclass

from ops.pipeline.jobs import Described, described_job
from ops.pipeline.place import Place
from ops.pipeline.snapshot import Snapshot
from ops.pipeline.step import Job, JobKind

_PAGES = {
    JobKind.PROCESSING: "processing-jobs",
    JobKind.TRAINING: "jobs",
    JobKind.TUNING: "hyper-tuning-jobs",
    JobKind.TRANSFORM: "transform-jobs",
}


@dataclass(frozen=True)
class Link:
    step: str
    what: str
    text: str
    href: str = ""
    """A page of the AWS console; the local account has none."""


def links(place: Place, last: Snapshot) -> Iterator[Link]:
    for step in last.steps:
        if step.job:
            name, described = described_job(place.sagemaker, step.job)
            yield Link(step.name, step.job.kind, name, _page(place, step.job, name))
            for what, uri in _written(described):
                yield Link(step.name, what, uri)
        if step.package:
            yield Link(step.name, "model package", step.package)


def _written(described: Described) -> Iterator[tuple[str, str]]:
    for output in described.get("ProcessingOutputConfig", {}).get("Outputs", []):
        if "S3Output" in output:
            yield output["OutputName"], output["S3Output"]["S3Uri"]
    if uri := described.get("ModelArtifacts", {}).get("S3ModelArtifacts"):
        yield "model", uri


def _page(place: Place, job: Job, name: str) -> str:
    if place.environment.name == "local":
        return ""
    region = place.environment.region
    host = f"https://{region}.console.aws.amazon.com"
    return f"{host}/sagemaker/home?region={region}#/{_PAGES[job.kind]}/{name}"
