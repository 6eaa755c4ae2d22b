"""Dead letters that EventBridge may not put down are lost."""

from collections.abc import Iterator

from rules.delivery import targets
from rules.events.queue_policy import lets_events_in
from rules.finding import Place
from rules.rule import rule
from rules.template import Template


@rule(
    "EVT3",
    "no policy lets EventBridge into the dead-letter queue, so what fails is lost: allow "
    "events.amazonaws.com sqs:SendMessage in an AWS::SQS::QueuePolicy",
    evidence="R D66",
)
def check(template: Template) -> Iterator[Place]:
    for target in targets(template):
        if target.dead_letters and not lets_events_in(target.dead_letters):
            yield target.rule.at(f"{target.path}.DeadLetterConfig.Arn")
