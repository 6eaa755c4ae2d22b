"""A customer-managed key for one domain of data."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from aws_cdk import ArnFormat, RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from constructs_lib.findings import accept

_DESCRIBE = ("kms:DescribeKey",)
"""It has no encryption context: where a statement asks for one, it stands apart."""
_CIPHER = ("kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*")
_RECIPHER = (*_CIPHER, "kms:ReEncryptFrom", "kms:ReEncryptTo")
_USE = (*_CIPHER, *_DESCRIBE)
_WRITE = ("kms:GenerateDataKey*", *_DESCRIBE)
_ANY_BUCKET = "arn:aws:s3:::*"
Conditions = Mapping[str, Mapping[str, str | list[str]]]


class ServiceRole(StrEnum):
    """Service-linked roles that start instances whose disks lie under a key of ours."""

    AUTO_SCALING = "autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
    BATCH = "batch.amazonaws.com/AWSServiceRoleForBatch"
    EC2_SPOT = "spot.amazonaws.com/AWSServiceRoleForEC2Spot"
    EKS_NODE_GROUPS = "eks-nodegroup.amazonaws.com/AWSServiceRoleForAmazonEKSNodegroup"


_LUSTRE_ROLES = "s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-*"
"""FSx makes one of them for each file system that is linked to S3."""


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
        self._allow(service, _USE, {"StringEquals": {"aws:SourceAccount": Stack.of(self).account}})

    def allow_events_to_topics(self) -> None:
        """EventBridge may write to topics, for which it names no account: see AlertTopic."""
        self._allow("events.amazonaws.com", _USE, {})

    def allow_topics(self) -> None:
        """Topics of this account and region may write to queues under the key."""
        topics = Stack.of(self).format_arn(service="sns", resource="*")
        self._allow("sns.amazonaws.com", _USE, {"ArnLike": {"aws:SourceArn": topics}})

    def allow_archives(self) -> None:
        """EventBridge may keep events of this account's default bus under the key.

        Besides what ``allow_service`` lets it: to move them under another data key.
        """
        bus = Stack.of(self).format_arn(
            service="events", resource="event-bus", resource_name="default"
        )
        self._allow(
            "events.amazonaws.com",
            ("kms:Decrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"),
            {"StringEquals": {"kms:EncryptionContext:aws:events:event-bus:arn": bus}},
        )

    def allow_logs(self) -> None:
        """CloudWatch Logs may encrypt the log groups of this account and region."""
        stack = Stack.of(self)
        groups = stack.format_arn(
            service="logs",
            resource="log-group",
            resource_name="*",
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )
        service = f"logs.{stack.region}.amazonaws.com"
        self._allow(service, _CIPHER, {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}})
        self._allow(service, _DESCRIBE, {})

    def allow_inventory(self) -> None:
        """S3 may write lists of the account's buckets into a bucket under the key.

        None is named: a bucket under the key waits for the key.
        """
        self._allow(
            "s3.amazonaws.com",
            _WRITE,
            {
                "StringEquals": {"aws:SourceAccount": Stack.of(self).account},
                "ArnLike": {"aws:SourceArn": _ANY_BUCKET},
            },
        )

    def allow_volumes(self, roles: Iterable[ServiceRole] = tuple(ServiceRole)) -> None:
        """Without it instances with such disks start, and end at once without a reason.

        The roles are named by condition: a key policy with a principal that the account does not
        have yet is refused, and these come with the first use of their service.
        """
        arns = [self._service_role(role) for role in roles]
        ours = {"StringEquals": {"kms:CallerAccount": Stack.of(self).account}}
        named: Conditions = {**ours, "ArnEquals": {"aws:PrincipalArn": arns}}
        self._allow_anybody("ServicesThatStartInstances", (*_RECIPHER, *_DESCRIBE), named)
        self._allow_anybody(
            "DisksOfTheirInstances",
            ("kms:CreateGrant",),
            {**named, "Bool": {"kms:GrantIsForAWSResource": "true"}},
        )

    def allow_lustre(self) -> None:
        """File systems may read and write the buckets that they are linked to, and only by S3."""
        stack = Stack.of(self)
        named: Conditions = {
            "StringEquals": {
                "kms:CallerAccount": stack.account,
                "kms:ViaService": f"s3.{stack.region}.amazonaws.com",
            },
            "ArnLike": {"aws:PrincipalArn": self._service_role(_LUSTRE_ROLES)},
        }
        of_a_bucket = {"StringLike": {"kms:EncryptionContext:aws:s3:arn": _ANY_BUCKET}}
        self._allow_anybody("LustreThroughS3", _RECIPHER, {**named, **of_a_bucket})
        self._allow_anybody("LustreLooksAtTheKey", _DESCRIBE, named)

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

    def _service_role(self, path: str) -> str:
        return f"arn:aws:iam::{Stack.of(self).account}:role/aws-service-role/{path}"

    def _allow(self, service: str, actions: Sequence[str], conditions: Conditions) -> None:
        self.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[iam.ServicePrincipal(service)],
                actions=list(actions),
                resources=["*"],
                conditions=dict(conditions),
            )
        )

    def _allow_anybody(self, sid: str, actions: Sequence[str], conditions: Conditions) -> None:
        """Anybody whom the conditions name."""
        self.add_to_resource_policy(
            iam.PolicyStatement(
                sid=sid,
                principals=[iam.AnyPrincipal()],
                actions=list(actions),
                resources=["*"],
                conditions=dict(conditions),
            )
        )
        accept(
            self,
            "checkov::CKV_AWS_33",
            because="the conditions name who it is: a policy that names a service-linked role "
            "which the account does not have yet is refused",
        )
