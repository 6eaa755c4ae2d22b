"""What delivers to a queue, a topic, a function: the rules, alarms and buckets of the assembly."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rules.template import Resource, Template
from rules.value import mapping, text

_RECEIVERS = {
    "QueueConfigurations": "Queue",
    "TopicConfigurations": "Topic",
    "LambdaConfigurations": "Function",
}
_ALARM_ACTIONS = ("AlarmActions", "OKActions", "InsufficientDataActions")
_ALARMS = ("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")


@dataclass(frozen=True)
class Target:
    """One target of an EventBridge rule."""

    rule: Resource
    index: int
    body: dict[str, Any]

    @property
    def path(self) -> str:
        return f"Targets.{self.index}"

    def of_type(self, type_: str) -> Resource | None:
        return self.rule.template.find(self.body.get("Arn"), type_)

    @property
    def dead_letters(self) -> Resource | None:
        config = self.body.get("DeadLetterConfig")
        arn = config.get("Arn") if isinstance(config, dict) else None
        return self.rule.template.find(arn, "AWS::SQS::Queue")


@dataclass(frozen=True)
class Notification:
    """What a bucket tells of its objects, and to whom."""

    bucket: Resource
    path: str
    """Where the receiver is named."""
    receiver: Any

    def of_type(self, *types: str) -> Resource | None:
        return self.bucket.template.find(self.receiver, *types)


def notifications(template: Template) -> Iterator[Notification]:
    for bucket in template.of_type("AWS::S3::Bucket"):
        for listing, name in _RECEIVERS.items():
            path = f"NotificationConfiguration.{listing}"
            for index, sent in enumerate(bucket.items(path)):
                yield Notification(bucket, f"{path}.{index}.{name}", mapping(sent).get(name))


def targets(template: Template) -> Iterator[Target]:
    for rule in template.of_type("AWS::Events::Rule"):
        for index, body in enumerate(rule.items("Targets")):
            if isinstance(body, dict):
                yield Target(rule, index, body)


def targets_everywhere(template: Template) -> Iterator[Target]:
    return (found for other in template.assembly.templates for found in targets(other))


def alarm_actions(template: Template) -> Iterator[tuple[Resource, str, Any]]:
    """(alarm, property, action)."""
    for alarm in template.of_type(*_ALARMS):
        for kind in _ALARM_ACTIONS:
            for index, action in enumerate(alarm.items(kind)):
                yield alarm, f"{kind}.{index}", action


def is_aws_managed(key: object, service: str) -> bool:
    return text(key).endswith(f"alias/aws/{service}")
