"""Events on their way to a function: rules, queue, batches with partial failure, dead letters."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_sns as sns
from constructs import Construct

from constructs_lib.dead_letters import DeadLetters
from constructs_lib.domain_key import DomainKey
from constructs_lib.into_queue import IntoQueue
from constructs_lib.work_queue import WorkQueue

_AT_ONCE = 2
"""Batches: more would only race each other for the records of the same jobs."""


class EventFeed(Construct):
    """Every event that matches reaches the function, or the dead letters."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        pattern: events.EventPattern,
        key: DomainKey,
        consumer_timeout: Duration,
    ) -> None:
        super().__init__(scope, id)
        self.key = key
        self.dead_letters = DeadLetters(self, "DeadLetters", key=key)
        self.queue = WorkQueue(
            self,
            "Queue",
            key=key,
            dead_letters=self.dead_letters,
            consumer_timeout=consumer_timeout,
        )
        self.patterns: list[events.EventPattern] = []
        self.hear("Rule", pattern)

    def hear(self, id: str, pattern: events.EventPattern) -> None:
        """Events of another kind go the same way."""
        self.patterns.append(pattern)
        into = IntoQueue(self.queue, dead_letters=self.dead_letters)
        events.Rule(self, id, event_pattern=pattern, targets=[into])

    def hear_topic(self, topic: sns.ITopic) -> None:
        """As SNS wraps it: what a service writes as plain text has no id and no time of its own."""
        self.queue.let_topic_send(topic)
        sns.Subscription(
            self,
            "Subscription",
            topic=topic,
            endpoint=self.queue.queue_arn,
            protocol=sns.SubscriptionProtocol.SQS,
            dead_letter_queue=self.dead_letters,
        )
        self.key.allow_topics()

    def add_consumer(
        self,
        function: lambda_.Function,
        *,
        batch_size: int = 10,
        gathered_for: Duration | None = None,
    ) -> None:
        """Two batches at a time; the failed part alone comes again.

        More than ten messages want time to gather in.
        """
        function.add_event_source(
            sources.SqsEventSource(
                self.queue,
                batch_size=batch_size,
                max_batching_window=gathered_for,
                max_concurrency=_AT_ONCE,
                report_batch_item_failures=True,
            )
        )

    def grant_send(self, grantee: iam.IGrantable) -> None:
        """Send what events missed, in their form."""
        self.queue.grant_send(grantee)

    def grant_send_dead_letters(self, grantee: iam.IGrantable) -> None:
        """Put aside, with a reason, what no retry can make readable."""
        self.dead_letters.grant_send(grantee)

    def alarm_on_dead_letters(
        self, scope: Construct, id: str, *, description: str, topic: sns.ITopic
    ) -> cloudwatch.Alarm:
        """Tells of the first of them."""
        return self.dead_letters.alarm_on_arrival(scope, id, description=description, topic=topic)

    def alarm_on_delay(
        self, scope: Construct, id: str, *, description: str, topic: sns.ITopic
    ) -> cloudwatch.Alarm:
        """Tells of a message that has waited for ten minutes."""
        return self.queue.alarm_on_delay(scope, id, description=description, topic=topic)
