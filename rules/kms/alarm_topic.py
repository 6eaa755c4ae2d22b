"""An alarm that CloudWatch may not encrypt reaches nobody."""

from collections.abc import Iterator

from rules.delivery import alarm_actions
from rules.finding import Place
from rules.keys import key_of, shuts_out
from rules.rule import rule
from rules.template import Template


@rule(
    "KMS3",
    "alarms go to a topic whose key does not let CloudWatch in, so nobody hears of them: allow "
    "cloudwatch.amazonaws.com kms:Decrypt and kms:GenerateDataKey in the key's policy",
    evidence="R D50",
)
def check(template: Template) -> Iterator[Place]:
    for alarm, path, action in alarm_actions(template):
        topic = template.find(action, "AWS::SNS::Topic")
        if topic and shuts_out(key_of(topic, "KmsMasterKeyId"), "cloudwatch.amazonaws.com"):
            yield alarm.at(path)
