"""Where an account has a boundary, no role is without it."""

import aws_cdk as cdk
import pytest
from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_iam as iam

from constructs_lib.access_logs import AccessLogs
from constructs_lib.findings import accept
from constructs_lib.permissions_boundary import PermissionsBoundary
from tests.assembly import Template
from tests.constructs_lib.alone import template_of


def roles(stack: cdk.Stack) -> None:
    """One of ours, and one that the CDK makes for its own function."""
    iam.Role(stack, "Ours", assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"))
    logs = AccessLogs(
        stack,
        "Logs",
        expire=Duration.days(30),
        removal_policy=RemovalPolicy.DESTROY,
        auto_delete=True,
    )
    for finding in (
        "AwsSolutions::AwsSolutions-S1",
        "NIST.800.53.R5::NIST.800.53.R5-S3BucketLoggingEnabled",
    ):
        accept(logs, finding, because="no zone stands beside it in this test")


@pytest.fixture(scope="module")
def template() -> Template:
    def build(stack: cdk.Stack) -> None:
        PermissionsBoundary(stack, "Boundary", policy="TeamBoundary")
        roles(stack)

    return template_of(build)


def test_every_role_is_bounded_also_those_of_the_cdk(template: Template) -> None:
    found = template.of_type("AWS::IAM::Role")

    assert len(found) == 2
    for role in found.values():
        assert str(role["PermissionsBoundary"]).count(":policy/TeamBoundary") == 1


def test_the_policy_is_the_accounts_own_and_is_not_made_here(template: Template) -> None:
    assert template.of_type("AWS::IAM::ManagedPolicy") == {}


def test_without_one_no_role_is_bounded() -> None:
    found = template_of(roles).of_type("AWS::IAM::Role").values()

    assert found
    assert all("PermissionsBoundary" not in role for role in found)
