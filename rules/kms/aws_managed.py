"""The keys that AWS manages let no other service in, and their policies cannot be changed."""

from collections.abc import Iterator

from rules.delivery import alarm_actions, is_aws_managed, targets
from rules.finding import Place
from rules.rule import rule
from rules.template import Resource, Template

_MANAGED = {"AWS::SNS::Topic": "sns", "AWS::SQS::Queue": "sqs"}


@rule(
    "KMS4",
    "alarms and events never arrive where the key is alias/aws/sns or alias/aws/sqs, which lets "
    "no other service in: use a key of your own that names the sender",
    evidence="R D67",
)
def check(template: Template) -> Iterator[Place]:
    for alarm, path, action in alarm_actions(template):
        if _under_managed_key(template.find(action, *_MANAGED)):
            yield alarm.at(path)
    for target in targets(template):
        receivers = (*map(target.of_type, _MANAGED), target.dead_letters)
        if any(map(_under_managed_key, receivers)):
            yield target.rule.at(target.path)


def _under_managed_key(store: Resource | None) -> bool:
    return store is not None and is_aws_managed(store.get("KmsMasterKeyId"), _MANAGED[store.type])
