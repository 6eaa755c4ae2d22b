"""Queues that feed functions."""

from collections.abc import Iterator
from dataclasses import dataclass

from rules.template import Resource, Template
from rules.value import matches


@dataclass(frozen=True)
class QueueSource:
    mapping: Resource
    queue: Resource | None
    """None: a queue that the assembly does not hold."""
    function: Resource | None


def queue_sources(template: Template) -> Iterator[QueueSource]:
    for mapping in template.of_type("AWS::Lambda::EventSourceMapping"):
        arn = mapping.get("EventSourceArn")
        queue = template.find(arn, "AWS::SQS::Queue")
        if queue is not None or matches("arn:[^:]+:sqs:.*", arn):
            function = template.find(mapping.get("FunctionName"), "AWS::Lambda::Function")
            yield QueueSource(mapping, queue, function)
