"""A name written down is no dependency: it may not exist, and it goes in the wrong order."""

from collections.abc import Iterator

from rules.finding import Place
from rules.fleets import ENVIRONMENT, JOB, QUEUE
from rules.rule import rule
from rules.template import Template
from rules.value import Text, mapping

_OF_A_FLEET = (
    "ServiceRole",
    "ComputeResources.InstanceRole",
    "ComputeResources.SpotIamFleetRole",
)
_OF_A_JOB = ("ContainerProperties.JobRoleArn", "ContainerProperties.ExecutionRoleArn")


@rule(
    "BATE",
    "a role or environment named by a string makes the fleet INVALID when it is missing, and is "
    "deleted in the wrong order: use Ref or Fn::GetAtt",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for environment in template.of_type(ENVIRONMENT):
        for path in _OF_A_FLEET:
            if _is_written_down(environment.get(path)):
                yield environment.at(path, environment.get(path))
    for job in template.of_type(JOB):
        for path in _OF_A_JOB:
            if _is_written_down(job.get(path)):
                yield job.at(path, job.get(path))
    for queue in template.of_type(QUEUE):
        for index, entry in enumerate(queue.items("ComputeEnvironmentOrder")):
            if _is_written_down(mapping(entry).get("ComputeEnvironment")):
                yield queue.at(f"ComputeEnvironmentOrder.{index}.ComputeEnvironment")


def _is_written_down(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, Text) and not value.references)
