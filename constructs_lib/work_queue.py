"""A queue in front of a function: hidden for long enough, tried five times, then set aside."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from constructs_lib.dead_letters import KEPT, DeadLetters
from constructs_lib.domain_key import DomainKey

_TRIES = 5
_VISIBILITY_PER_TIMEOUT = 6
"""AWS's advice for a queue in front of a function: six times the function's timeout."""
_LATE = Duration.minutes(10)
_PERIODS = 2


class WorkQueue(sqs.Queue):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        key: DomainKey,
        dead_letters: DeadLetters,
        consumer_timeout: Duration,
    ) -> None:
        super().__init__(
            scope,
            id,
            encryption_master_key=key,
            enforce_ssl=True,
            retention_period=KEPT,
            visibility_timeout=Duration.seconds(
                consumer_timeout.to_seconds() * _VISIBILITY_PER_TIMEOUT
            ),
            dead_letter_queue=sqs.DeadLetterQueue(queue=dead_letters, max_receive_count=_TRIES),
        )
        self._key = key

    def let_topic_send(self, topic: sns.ITopic) -> None:
        self.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[iam.ServicePrincipal("sns.amazonaws.com")],
                actions=["sqs:SendMessage"],
                resources=[self.queue_arn],
                conditions={"ArnEquals": {"aws:SourceArn": topic.topic_arn}},
            )
        )

    def grant_send(self, grantee: iam.IGrantable) -> None:
        iam.Grant.add_to_principal(
            grantee=grantee, actions=["sqs:SendMessage"], resource_arns=[self.queue_arn]
        )
        self._key.grant_use(grantee)

    def alarm_on_delay(
        self, scope: Construct, id: str, *, description: str, topic: sns.ITopic
    ) -> cloudwatch.Alarm:
        """A queue that nothing comes into has no age, which is fine."""
        age = self.metric_approximate_age_of_oldest_message(
            period=Duration.minutes(1), statistic="Maximum"
        )
        alarm = age.create_alarm(
            scope,
            id,
            alarm_description=description,
            threshold=_LATE.to_seconds(),
            evaluation_periods=_PERIODS,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        alarm.add_alarm_action(actions.SnsAction(topic))
        return alarm
