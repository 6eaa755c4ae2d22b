"""Lets a service of AWS publish to an encrypted topic, which takes two policies."""

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns

from constructs_lib.domain_key import DomainKey


def let_publish(service: str, *, topic: sns.ITopic, key: DomainKey) -> None:
    """With one of the two, what the service publishes is lost without a word."""
    topic.add_to_resource_policy(
        iam.PolicyStatement(
            principals=[iam.ServicePrincipal(service)],
            actions=["sns:Publish"],
            resources=[topic.topic_arn],
            conditions={"StringEquals": {"aws:SourceAccount": Stack.of(topic).account}},
        )
    )
    key.allow_service(service)
