"""Where the platform tells people that something needs them: at once, or in working hours."""

from collections.abc import Sequence

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from constructs_lib.domain_key import DomainKey


class AlertTopic(sns.Topic):
    """CloudWatch alarms reach it: both its policy and its key's policy say so."""

    def __init__(self, scope: Construct, id: str, *, key: DomainKey, emails: Sequence[str]) -> None:
        super().__init__(scope, id, master_key=key, enforce_ssl=True)
        self._key = key
        self.allow_publisher("cloudwatch.amazonaws.com")
        for email in emails:
            self.add_subscription(subscriptions.EmailSubscription(email))

    def allow_publisher(self, service: str) -> None:
        """A service of this account may tell people: topic and key both have to say so."""
        self._key.allow_service(service)
        self.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[iam.ServicePrincipal(service)],
                actions=["sns:Publish"],
                resources=[self.topic_arn],
                conditions={"StringEquals": {"aws:SourceAccount": Stack.of(self).account}},
            )
        )

    def grant_tell(self, grantee: iam.IGrantable) -> None:
        iam.Grant.add_to_principal(
            grantee=grantee, actions=["sns:Publish"], resource_arns=[self.topic_arn]
        )
        self._key.grant_use(grantee)

    def allow_events(self) -> None:
        """Rules of EventBridge may tell people; a rule's own target writes the topic's policy.

        EventBridge names neither account nor rule when it publishes to a topic: under a condition
        on either it would be shut out, without a word (EventBridge and SNS guides).
        """
        self._key.allow_events_to_topics()
