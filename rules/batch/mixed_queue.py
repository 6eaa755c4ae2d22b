"""A queue leads to instances or to Fargate, never to both."""

from collections.abc import Iterator

from rules.finding import Place
from rules.fleets import ENVIRONMENT, QUEUE
from rules.rule import rule
from rules.template import Resource, Template
from rules.value import mapping, text

_INSTANCES, _FARGATE = {"EC2", "SPOT"}, {"FARGATE", "FARGATE_SPOT"}


@rule(
    "BATQ",
    "AWS Batch refuses a queue with environments of EC2 and of Fargate: make it two queues",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for queue in template.of_type(QUEUE):
        kinds = _kinds(queue)
        if kinds & _INSTANCES and kinds & _FARGATE:
            yield queue.at("ComputeEnvironmentOrder", ", ".join(sorted(kinds)))


def _kinds(queue: Resource) -> set[str]:
    entries = (mapping(entry) for entry in queue.items("ComputeEnvironmentOrder"))
    found = (queue.template.find(e.get("ComputeEnvironment"), ENVIRONMENT) for e in entries)
    return {text(made.get("ComputeResources.Type")).upper() for made in found if made}
