"""On Fargate nobody else pulls the image."""

from collections.abc import Iterator

from rules.finding import Place
from rules.fleets import containers_of, on_fargate
from rules.rule import rule
from rules.template import Template


@rule(
    "BATT",
    "AWS Batch refuses a job on Fargate without an ExecutionRoleArn: no instance is there to pull "
    "the image and to open the log, so give it a role that may",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for job in on_fargate(template):
        for container in containers_of(job):
            if container.path == "ContainerProperties" and (
                "ExecutionRoleArn" not in container.body
            ):
                yield job.at(f"{container.path}.ExecutionRoleArn")
