"""Writes down who reads and writes which object of the zones that hold data."""

from collections.abc import Sequence

from aws_cdk import Stack
from aws_cdk import aws_cloudtrail as cloudtrail
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from constructs_lib.domain_key import DomainKey
from constructs_lib.findings import accept
from constructs_lib.mistakes import MistakeError

_SERVICE = "cloudtrail.amazonaws.com"


class NothingToRecordError(MistakeError):
    """CloudTrail would refuse the trail when it is deployed."""


class DataEvents(Construct):
    """A trail of data events only: management events are the account's own trail's business.

    Under ``prefix`` of the bucket for logs, encrypted with the key, each file vouched for by a
    digest. Both policies name the account, not the trail: the bucket and the key may stand in a
    stack that is deployed before the trail's.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        buckets: Sequence[s3.IBucket],
        logs: s3.Bucket,
        key: DomainKey,
        prefix: str = "data-events",
    ) -> None:
        super().__init__(scope, id)
        if not buckets:
            raise NothingToRecordError("data events are recorded of at least one bucket, got none")
        _let_deliver(logs, prefix)
        key.allow_service(_SERVICE)
        self.trail = cloudtrail.CfnTrail(
            self,
            "Trail",
            is_logging=True,
            s3_bucket_name=logs.bucket_name,
            s3_key_prefix=prefix,
            kms_key_id=key.key_arn,
            enable_log_file_validation=True,
            include_global_service_events=False,
            is_multi_region_trail=False,
            advanced_event_selectors=[_objects_of(buckets)],
        )
        accept(
            self.trail,
            "NIST.800.53.R5::NIST.800.53.R5-CloudTrailCloudWatchLogsEnabled",
            because="the events are read where they are written, in S3; in CloudWatch Logs "
            "every read of an object would be paid for a second time",
        )
        accept(
            self.trail,
            "checkov::CKV_AWS_67",
            because="the buckets that it records are in this region, and it records nothing else",
        )
        # CloudTrail tries both policies when it makes the trail.
        self.trail.node.add_dependency(key)
        if logs.policy is not None:
            self.trail.node.add_dependency(logs.policy)


def _objects_of(
    buckets: Sequence[s3.IBucket],
) -> cloudtrail.CfnTrail.AdvancedEventSelectorProperty:
    field = cloudtrail.CfnTrail.AdvancedFieldSelectorProperty
    return cloudtrail.CfnTrail.AdvancedEventSelectorProperty(
        name="objects of the zones",
        field_selectors=[
            field(field="eventCategory", equal_to=["Data"]),
            field(field="resources.type", equal_to=["AWS::S3::Object"]),
            field(
                field="resources.ARN",
                starts_with=[bucket.arn_for_objects("") for bucket in buckets],
            ),
        ],
    )


def _let_deliver(logs: s3.Bucket, prefix: str) -> None:
    stack = Stack.of(logs)
    of_this_account = {"aws:SourceAccount": stack.account}
    trail = iam.ServicePrincipal(_SERVICE)
    logs.add_to_resource_policy(
        iam.PolicyStatement(
            principals=[trail],
            actions=["s3:GetBucketAcl"],
            resources=[logs.bucket_arn],
            conditions={"StringEquals": of_this_account},
        )
    )
    logs.add_to_resource_policy(
        iam.PolicyStatement(
            principals=[trail],
            actions=["s3:PutObject"],
            resources=[logs.arn_for_objects(f"{prefix}/AWSLogs/{stack.account}/*")],
            conditions={
                "StringEquals": of_this_account | {"s3:x-amz-acl": "bucket-owner-full-control"}
            },
        )
    )
