"""A training job on spot is taken away, and comes back to what it has saved."""

from collections.abc import Iterator

from rules.finding import Place
from rules.pipelines import pipelines
from rules.rule import rule
from rules.template import Template


@rule(
    "SGMI",
    "a spot interruption sends the job back to its beginning: give it a CheckpointConfig with an "
    "S3Uri, and let the script save and resume in its LocalPath",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for pipeline in pipelines(template):
        for job in pipeline.jobs():
            if job.get("EnableManagedSpotTraining") is True and job.get("CheckpointConfig") is None:
                yield pipeline.at(f"{job.path}.CheckpointConfig", "missing")
