"""A queue that does not let its topic in never gets a message of it."""

from collections.abc import Iterator

from rules.finding import Place
from rules.policy import has_resource_policy_for
from rules.rule import rule
from rules.template import Resource, Template
from rules.value import text

_POLICY = "AWS::SQS::QueuePolicy"


@rule(
    "SNS1",
    "no policy lets SNS into the subscribed queue, so its messages are dropped: allow "
    "sns.amazonaws.com sqs:SendMessage in an AWS::SQS::QueuePolicy",
    evidence="K, as D65",
)
def check(template: Template) -> Iterator[Place]:
    for subscription in template.of_type("AWS::SNS::Subscription"):
        queue = template.find(subscription.get("Endpoint"), "AWS::SQS::Queue")
        if queue and text(subscription.get("Protocol")) == "sqs" and not _lets_topics_in(queue):
            yield subscription.at("Endpoint")


def _lets_topics_in(queue: Resource) -> bool:
    return has_resource_policy_for(queue, _POLICY, "Queues", "sns.amazonaws.com", "sqs:SendMessage")
