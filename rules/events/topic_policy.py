"""A topic with a policy of its own hears only of those that the policy names."""

from collections.abc import Iterator

from rules.delivery import alarm_actions, targets
from rules.finding import Place
from rules.policy import has_resource_policy_for, policies_on
from rules.rule import rule
from rules.template import Resource, Template

_POLICY = "AWS::SNS::TopicPolicy"


@rule(
    "EVT7",
    "the topic's policy does not let the sender publish, so nobody hears of it: allow "
    "events.amazonaws.com or cloudwatch.amazonaws.com sns:Publish in an AWS::SNS::TopicPolicy",
    evidence="K, as D65",
)
def check(template: Template) -> Iterator[Place]:
    for target in targets(template):
        topic = target.of_type("AWS::SNS::Topic")
        if topic and not _may_publish(topic, "events.amazonaws.com"):
            yield target.rule.at(f"{target.path}.Arn")
    for alarm, path, action in alarm_actions(template):
        topic = template.find(action, "AWS::SNS::Topic")
        by_default = topic is None or not policies_on(topic, _POLICY, "Topics")
        if topic and not by_default and not _may_publish(topic, "cloudwatch.amazonaws.com"):
            yield alarm.at(path)


def _may_publish(topic: Resource, service: str) -> bool:
    return has_resource_policy_for(topic, _POLICY, "Topics", service, "sns:Publish")
