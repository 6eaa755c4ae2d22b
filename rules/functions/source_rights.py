"""A function's role must be able to read the queue before the two can be connected."""

from collections.abc import Iterator

from rules.finding import Place
from rules.policy import Statement, is_open, statements
from rules.rule import rule
from rules.sources import queue_sources
from rules.template import Resource, Template
from rules.value import mapping

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
        if role is None or role.items("ManagedPolicyArns"):
            continue
        documents = list(_documents(role))
        granted = [found for document in documents for found in statements(document)]
        if not any(map(is_open, documents)) and not _all_allowed(granted):
            yield source.mapping.at("EventSourceArn")


def _role_of(function: Resource | None) -> Resource | None:
    if function is None:
        return None
    return function.template.find(function.get("Role"), "AWS::IAM::Role")


def _documents(role: Resource) -> Iterator[object]:
    for inline in role.items("Policies"):
        yield mapping(inline).get("PolicyDocument")
    for policy in role.template.assembly.of_type("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"):
        if any(policy.template.find(r, "AWS::IAM::Role") is role for r in policy.items("Roles")):
            yield policy.get("PolicyDocument")


def _all_allowed(granted: list[Statement]) -> bool:
    return all(any(found.allows(action) for found in granted) for action in _NEEDED)
