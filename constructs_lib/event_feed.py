"""Events on their way to a function: rule, queue, batches with partial failure, dead letters."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from constructs_lib.dead_letters import KEPT, DeadLetters
from constructs_lib.domain_key import DomainKey

_TRIES = 5
_VISIBILITY_PER_TIMEOUT = 6
"""AWS's advice for a queue in front of a function: six times the function's timeout."""


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
        self.queue = sqs.Queue(
            self,
            "Queue",
            encryption_master_key=key,
            enforce_ssl=True,
            retention_period=KEPT,
            visibility_timeout=Duration.seconds(
                consumer_timeout.to_seconds() * _VISIBILITY_PER_TIMEOUT
            ),
            dead_letter_queue=sqs.DeadLetterQueue(
                queue=self.dead_letters, max_receive_count=_TRIES
            ),
        )
        events.Rule(
            self,
            "Rule",
            event_pattern=pattern,
            targets=[
                targets.SqsQueue(
                    self.queue,
                    dead_letter_queue=self.dead_letters,
                    retry_attempts=185,
                    max_event_age=Duration.hours(24),
                )
            ],
        )

    def add_consumer(self, function: lambda_.Function) -> None:
        """Batches of ten at most, two at a time; the failed part alone comes again.

        More at a time would only race each other for the records of the same jobs.
        """
        function.add_event_source(
            sources.SqsEventSource(
                self.queue, batch_size=10, max_concurrency=2, report_batch_item_failures=True
            )
        )

    def grant_send_dead_letters(self, grantee: iam.IGrantable) -> None:
        """Put aside, with a reason, what no retry can make readable."""
        self.dead_letters.grant_send(grantee)

    def alarm_on_dead_letters(
        self, scope: Construct, id: str, *, description: str, topic: sns.ITopic
    ) -> cloudwatch.Alarm:
        """Tells of the first of them."""
        return self.dead_letters.alarm_on_arrival(scope, id, description=description, topic=topic)
