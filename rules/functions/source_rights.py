"""A function's role must be able to read the queue before the two can be connected."""

from collections.abc import Iterator

from rules.finding import Place
from rules.grants import ROLE, lacks
from rules.rule import rule
from rules.sources import queue_sources
from rules.template import Resource, Template

_NEEDED = ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")


@rule(
    "LAM4",
    "Lambda refuses the queue as a source, for the function's role may not read it: grant "
    f"{', '.join(_NEEDED)}",
    evidence="K",
)
def check(template: Template) -> Iterator[Place]:
    for source in queue_sources(template):
        role = _role_of(source.function)
        if role is not None and lacks(role, *_NEEDED):
            yield source.mapping.at("EventSourceArn")


def _role_of(function: Resource | None) -> Resource | None:
    if function is None:
        return None
    return function.template.find(function.get("Role"), ROLE)
