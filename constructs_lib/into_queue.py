"""A rule's way into a queue: of that rule alone, tried for a day, then a dead letter."""

import jsii
from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sqs as sqs
from aws_cdk.interfaces import aws_events as interfaces

_RETRIES = 185
_OLDEST = Duration.hours(24)


@jsii.implements(events.IRuleTarget)
class IntoQueue:
    """The CDK's own lets every rule of the account into a queue under a customer's key."""

    def __init__(self, queue: sqs.Queue, *, dead_letters: sqs.Queue) -> None:
        self._queue, self._dead_letters = queue, dead_letters

    def bind(self, rule: interfaces.IRuleRef, _id: str | None = None) -> events.RuleTargetConfig:
        for one in (self._queue, self._dead_letters):
            one.add_to_resource_policy(
                iam.PolicyStatement(
                    principals=[iam.ServicePrincipal("events.amazonaws.com")],
                    actions=["sqs:SendMessage"],
                    resources=[one.queue_arn],
                    conditions={"ArnEquals": {"aws:SourceArn": rule.rule_ref.rule_arn}},
                )
            )
        return events.RuleTargetConfig(
            arn=self._queue.queue_arn,
            dead_letter_config={"arn": self._dead_letters.queue_arn},
            retry_policy=events.CfnRule.RetryPolicyProperty(
                maximum_event_age_in_seconds=_OLDEST.to_seconds(), maximum_retry_attempts=_RETRIES
            ),
        )
