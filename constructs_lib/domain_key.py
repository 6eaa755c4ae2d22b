"""A customer-managed key for one domain of data."""

from collections.abc import Mapping

from aws_cdk import ArnFormat, RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct


class DomainKey(kms.Key):
    """Rotates every year; its policy names each AWS service that writes under it."""

    def __init__(
        self, scope: Construct, id: str, *, description: str, removal_policy: RemovalPolicy
    ) -> None:
        super().__init__(
            scope,
            id,
            description=description,
            enable_key_rotation=True,
            removal_policy=removal_policy,
        )

    def allow_service(self, service: str) -> None:
        """A service of this account (``events.amazonaws.com``) may write what it encrypts."""
        self._allow(service, {"StringEquals": {"aws:SourceAccount": Stack.of(self).account}})

    def allow_logs(self) -> None:
        """CloudWatch Logs may encrypt the log groups of this account and region."""
        stack = Stack.of(self)
        groups = stack.format_arn(
            service="logs",
            resource="log-group",
            resource_name="*",
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )
        self._allow(
            f"logs.{stack.region}.amazonaws.com",
            {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}},
        )

    def grant_use(self, grantee: iam.IGrantable) -> None:
        """Read and write what is encrypted with it, through the service that stores it."""
        self.grant(
            grantee,
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:Encrypt",
            "kms:GenerateDataKey",
            "kms:ReEncryptFrom",
            "kms:ReEncryptTo",
        )

    def _allow(self, service: str, conditions: Mapping[str, Mapping[str, str]]) -> None:
        self.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[iam.ServicePrincipal(service)],
                actions=["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:DescribeKey"],
                resources=["*"],
                conditions=dict(conditions),
            )
        )
