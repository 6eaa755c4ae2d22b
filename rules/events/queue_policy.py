"""A queue that does not let EventBridge in never gets the events of its rule."""

from collections.abc import Iterator

from rules.delivery import targets
from rules.finding import Place
from rules.policy import has_resource_policy_for
from rules.rule import rule
from rules.template import Resource, Template


@rule(
    "EVT2",
    "no policy lets EventBridge into the target queue, so its events are dropped: allow "
    "events.amazonaws.com sqs:SendMessage in an AWS::SQS::QueuePolicy",
    evidence="R D65",
)
def check(template: Template) -> Iterator[Place]:
    for target in targets(template):
        queue = target.of_type("AWS::SQS::Queue")
        if queue and not lets_events_in(queue):
            yield target.rule.at(f"{target.path}.Arn")


def lets_events_in(queue: Resource) -> bool:
    return has_resource_policy_for(
        queue, "AWS::SQS::QueuePolicy", "Queues", "events.amazonaws.com", "sqs:SendMessage"
    )
