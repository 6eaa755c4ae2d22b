"""Several nodes at once are neither for spot nor for Fargate."""

from collections.abc import Iterator

from rules.finding import Place
from rules.fleets import ENVIRONMENT, JOB
from rules.rule import rule
from rules.template import Template
from rules.value import text


@rule(
    "BATI",
    "AWS Batch runs multi-node jobs on EC2 on-demand alone: the job waits for ever on spot, and is "
    "refused on Fargate: give it a compute environment of type EC2, without FARGATE among its "
    "PlatformCapabilities",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for job in template.of_type(JOB):
        if text(job.get("Type")).lower() != "multinode":
            continue
        if "FARGATE" in map(text, job.items("PlatformCapabilities")):
            yield job.at("PlatformCapabilities", "FARGATE")
        kinds = _kinds(template)
        if kinds and kinds <= {"SPOT", "FARGATE", "FARGATE_SPOT"}:
            yield job.at("Type", text(job.get("Type")))


def _kinds(template: Template) -> set[str]:
    """Of every environment that is deployed with it; the job may be meant for any."""
    return {
        text(environment.get("ComputeResources.Type")).upper()
        for environment in template.assembly.of_type(ENVIRONMENT)
    }
