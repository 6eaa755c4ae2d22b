"""Where the zones write who asked them for what, and what they hold."""

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_s3 as s3
from constructs import Construct

from constructs_lib.findings import accept


class AccessLogs(s3.Bucket):
    """S3 delivers access logs only to a bucket under S3's own key (SSE-S3)."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        expire: Duration,
        removal_policy: RemovalPolicy,
        auto_delete: bool = False,
    ) -> None:
        super().__init__(
            scope,
            id,
            encryption=s3.BucketEncryption.S3_MANAGED,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            enforce_ssl=True,
            versioned=True,
            removal_policy=removal_policy,
            auto_delete_objects=auto_delete,
            lifecycle_rules=[
                s3.LifecycleRule(
                    id="Expire",
                    expiration=expire,
                    noncurrent_version_expiration=Duration.days(1),
                    abort_incomplete_multipart_upload_after=Duration.days(7),
                )
            ],
        )
        accept(
            self,
            "NIST.800.53.R5::NIST.800.53.R5-S3DefaultEncryptionKMS",
            because="S3 delivers access logs only to a bucket under its own key",
        )
        accept(
            self,
            "checkov::CKV_AWS_18",
            because="it holds the access logs: its own would make more of them for ever",
        )
