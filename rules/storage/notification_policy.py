"""S3 tries the receiver of a notification before it takes it."""

from collections.abc import Iterator

from rules.delivery import notifications
from rules.finding import Place
from rules.policy import has_resource_policy_for
from rules.rule import rule
from rules.template import Resource, Template
from rules.value import Unknown, text

_POLICIES = {
    "AWS::SQS::Queue": ("AWS::SQS::QueuePolicy", "Queues", "sqs:SendMessage"),
    "AWS::SNS::Topic": ("AWS::SNS::TopicPolicy", "Topics", "sns:Publish"),
}
_FUNCTION = "AWS::Lambda::Function"


@rule(
    "S3C",
    "the receiver does not let S3 in, and the bucket is refused (Unable to validate the following "
    "destination configurations): allow s3.amazonaws.com in its policy",
    evidence="K",
)
def check(template: Template) -> Iterator[Place]:
    for sent in notifications(template):
        receiver = sent.of_type(_FUNCTION, *_POLICIES)
        if receiver and not _lets_s3_in(receiver):
            yield sent.bucket.at(sent.path)


def _lets_s3_in(receiver: Resource) -> bool:
    if receiver.type == _FUNCTION:
        permissions = receiver.template.assembly.of_type("AWS::Lambda::Permission")
        return any(_permits(found, receiver) for found in permissions)
    kind, listing, action = _POLICIES[receiver.type]
    return has_resource_policy_for(receiver, kind, listing, "s3.amazonaws.com", action)


def _permits(permission: Resource, function: Resource) -> bool:
    named = permission.get("FunctionName")
    for_it = permission.template.find(named, _FUNCTION) is function or isinstance(named, Unknown)
    return for_it and text(permission.get("Principal")) in {"s3.amazonaws.com", "*"}
