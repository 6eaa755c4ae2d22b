"""Dead letters of a rule, of a function, of a subscription: an ordered queue takes none of them."""

from collections.abc import Iterator

from rules.delivery import targets
from rules.finding import Place
from rules.rule import rule
from rules.template import Template
from rules.value import flag

_QUEUE, _TOPIC = "AWS::SQS::Queue", "AWS::SNS::Topic"


@rule(
    "SQS1",
    "EventBridge, Lambda and topics that are not ordered send dead letters to standard queues "
    "only, and refuse a FIFO queue for them: leave FifoQueue out",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for target in targets(template):
        if _is_ordered(template, target.body.get("DeadLetterConfig"), "Arn"):
            yield target.rule.at(f"{target.path}.DeadLetterConfig")
    for function in template.of_type("AWS::Lambda::Function"):
        if _is_ordered(template, function.get("DeadLetterConfig"), "TargetArn"):
            yield function.at("DeadLetterConfig.TargetArn")
    for subscription in template.of_type("AWS::SNS::Subscription"):
        topic = template.find(subscription.get("TopicArn"), _TOPIC)
        if topic is None or flag(topic.get("FifoTopic")):
            continue
        if _is_ordered(template, subscription.get("RedrivePolicy"), "deadLetterTargetArn"):
            yield subscription.at("RedrivePolicy")


def _is_ordered(template: Template, config: object, name: str) -> bool:
    named = config.get(name) if isinstance(config, dict) else None
    queue = template.find(named, _QUEUE)
    return queue is not None and flag(queue.get("FifoQueue")) is True
