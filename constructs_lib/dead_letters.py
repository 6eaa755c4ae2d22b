"""Where messages go that nobody could settle: kept for two weeks, and told of at the first."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from constructs_lib.domain_key import DomainKey

KEPT = Duration.days(14)
"""The longest that SQS knows."""


class DeadLetters(sqs.Queue):
    def __init__(self, scope: Construct, id: str, *, key: DomainKey) -> None:
        super().__init__(
            scope, id, encryption_master_key=key, enforce_ssl=True, retention_period=KEPT
        )
        self._key = key

    def grant_send(self, grantee: iam.IGrantable) -> None:
        iam.Grant.add_to_principal(
            grantee=grantee, actions=["sqs:SendMessage"], resource_arns=[self.queue_arn]
        )
        self._key.grant_use(grantee)

    def alarm_on_arrival(
        self, scope: Construct, id: str, *, description: str, topic: sns.ITopic
    ) -> cloudwatch.Alarm:
        alarm = self.metric_waiting().create_alarm(
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

    def metric_waiting(self) -> cloudwatch.Metric:
        return self.metric_approximate_number_of_messages_visible(
            period=Duration.minutes(1), statistic="Maximum"
        )
