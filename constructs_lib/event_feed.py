"""Events on their way to a function: rule, queue, batches with partial failure, dead letters."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from constructs_lib.domain_key import DomainKey

_KEPT = Duration.days(14)
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
        self._key = key
        self.dead_letters = self._queue("DeadLetters", key)
        self.queue = self._queue(
            "Queue",
            key,
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
        iam.Grant.add_to_principal(
            grantee=grantee,
            actions=["sqs:SendMessage"],
            resource_arns=[self.dead_letters.queue_arn],
        )
        self._key.grant_use(grantee)

    def alarm_on_dead_letters(
        self, scope: Construct, id: str, *, description: str, topic: sns.ITopic
    ) -> cloudwatch.Alarm:
        """Tells of the first of them."""
        alarm = self.metric_dead_letters().create_alarm(
            scope,
            id,
            alarm_description=description,
            threshold=1,
            evaluation_periods=1,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        alarm.add_alarm_action(actions.SnsAction(topic))
        return alarm

    def metric_dead_letters(self) -> cloudwatch.Metric:
        return self.dead_letters.metric_approximate_number_of_messages_visible(
            period=Duration.minutes(1), statistic="Maximum"
        )

    def _queue(
        self,
        id: str,
        key: DomainKey,
        *,
        visibility_timeout: Duration | None = None,
        dead_letter_queue: sqs.DeadLetterQueue | None = None,
    ) -> sqs.Queue:
        return sqs.Queue(
            self,
            id,
            encryption_master_key=key,
            enforce_ssl=True,
            retention_period=_KEPT,
            visibility_timeout=visibility_timeout,
            dead_letter_queue=dead_letter_queue,
        )
