"""An S3 zone of the data lake: encrypted, private, versioned, listed, and read by prefix."""

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from constructs_lib.domain_key import DomainKey
from constructs_lib.mistakes import MistakeError
from constructs_lib.providers import accept_provider_of


class LifecycleError(MistakeError):
    """Objects would move to another storage class when they are already gone."""


class Zone(s3.Bucket):
    """One stage of the data's way; what may touch it is granted prefix by prefix."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        key: DomainKey,
        access_logs: s3.IBucket,
        old_versions_expire: Duration,
        removal_policy: RemovalPolicy,
        expire: Duration | None = None,
        tier_after: Duration | None = None,
        auto_delete: bool = False,
    ) -> None:
        super().__init__(
            scope,
            id,
            encryption=s3.BucketEncryption.KMS,
            encryption_key=key,
            bucket_key_enabled=True,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            enforce_ssl=True,
            versioned=True,
            server_access_logs_bucket=access_logs,
            server_access_logs_prefix=f"{id.lower()}/",
            removal_policy=removal_policy,
            auto_delete_objects=auto_delete,
            inventories=[_weekly(access_logs, prefix=f"inventory/{id.lower()}")],
            lifecycle_rules=[
                s3.LifecycleRule(
                    id="Expire",
                    expiration=expire,
                    transitions=_transitions(tier_after, before=expire),
                    noncurrent_version_expiration=old_versions_expire,
                    abort_incomplete_multipart_upload_after=Duration.days(7),
                )
            ],
        )
        self.key = key
        self._tell_eventbridge()
        if auto_delete:
            accept_provider_of(self, "S3AutoDeleteObjects")

    def grant_read_prefix(self, grantee: iam.IGrantable, prefix: str) -> None:
        """Read and list what lies under ``prefix/``, and nothing else of the bucket."""
        self._grant_prefix(grantee, prefix, "s3:GetObject")
        self._grant_list(grantee, prefix)
        self.key.grant_decrypt(grantee)

    def grant_read_write_prefix(self, grantee: iam.IGrantable, prefix: str) -> None:
        """As ``grant_read_prefix``, and write new objects or new versions of them."""
        self._grant_prefix(grantee, prefix, "s3:GetObject", "s3:PutObject")
        self._grant_list(grantee, prefix)
        self.key.grant_use(grantee)

    def grant_deliver(self, grantee: iam.IGrantable, prefix: str) -> None:
        """For AWS services: write under ``prefix/``, in parts too, and ask where the bucket is."""
        actions = ("s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts")
        self._grant_prefix(grantee, prefix, *actions, "s3:PutObject")
        iam.Grant.add_to_principal(
            grantee=grantee,
            actions=["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
            resource_arns=[self.bucket_arn],
        )
        self.key.grant_use(grantee)

    def _grant_prefix(self, grantee: iam.IGrantable, prefix: str, *actions: str) -> None:
        iam.Grant.add_to_principal(
            grantee=grantee,
            actions=list(actions),
            resource_arns=[self.arn_for_objects(f"{prefix}/*")],
        )

    def _grant_list(self, grantee: iam.IGrantable, prefix: str) -> None:
        iam.Grant.add_to_principal(
            grantee=grantee,
            actions=["s3:ListBucket"],
            resource_arns=[self.bucket_arn],
            conditions={"StringLike": {"s3:prefix": f"{prefix}/*"}},
        )

    def _tell_eventbridge(self) -> None:
        """On the resource itself: the construct of the CDK would bring a function to set a flag."""
        bucket = self.node.default_child
        if not isinstance(bucket, s3.CfnBucket):
            raise TypeError(f"{self.node.path} is made of {type(bucket).__name__}")
        bucket.notification_configuration = s3.CfnBucket.NotificationConfigurationProperty(
            event_bridge_configuration=s3.CfnBucket.EventBridgeConfigurationProperty(
                event_bridge_enabled=True
            )
        )


def _weekly(logs: s3.IBucket, *, prefix: str) -> s3.Inventory:
    """Every version with its size, class and encryption: what an audit asks, without listing."""
    return s3.Inventory(
        destination=s3.InventoryDestination(bucket=logs, prefix=prefix),
        inventory_id="weekly",
        format=s3.InventoryFormat.PARQUET,
        frequency=s3.InventoryFrequency.WEEKLY,
        include_object_versions=s3.InventoryObjectVersion.ALL,
        optional_fields=["Size", "LastModifiedDate", "StorageClass", "EncryptionStatus"],
    )


def _transitions(after: Duration | None, *, before: Duration | None) -> list[s3.Transition]:
    if after is None:
        return []
    if before is not None and before.to_days() <= after.to_days():
        raise LifecycleError(
            f"tier_after must be less than the {before.to_days():.0f} days after which objects "
            f"expire, got {after.to_days():.0f}"
        )
    return [
        s3.Transition(storage_class=s3.StorageClass.INTELLIGENT_TIERING, transition_after=after)
    ]
