"""An S3 zone of the data lake: encrypted, private, versioned, and read by prefix."""

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from constructs_lib.domain_key import DomainKey


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
            lifecycle_rules=[
                s3.LifecycleRule(
                    id="Expire",
                    expiration=expire,
                    noncurrent_version_expiration=old_versions_expire,
                    abort_incomplete_multipart_upload_after=Duration.days(7),
                )
            ],
        )
        self._key = key

    def grant_read_prefix(self, grantee: iam.IGrantable, prefix: str) -> None:
        """Read and list what lies under ``prefix/``, and nothing else of the bucket."""
        self._grant_prefix(grantee, prefix, "s3:GetObject")
        self._grant_list(grantee, prefix)
        self._key.grant_decrypt(grantee)

    def grant_read_write_prefix(self, grantee: iam.IGrantable, prefix: str) -> None:
        """As ``grant_read_prefix``, and write new objects or new versions of them."""
        self._grant_prefix(grantee, prefix, "s3:GetObject", "s3:PutObject")
        self._grant_list(grantee, prefix)
        self._key.grant_use(grantee)

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
