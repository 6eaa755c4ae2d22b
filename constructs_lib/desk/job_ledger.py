"""The table that holds every job's story, and who may do what with it."""

from collections.abc import Collection
from enum import StrEnum

from aws_cdk import RemovalPolicy
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from constructs_lib.domain_key import DomainKey
from constructs_lib.findings import accept
from constructs_lib.mistakes import MistakeError

_OPENED_AT = "opened_at"
_EXPIRES_AT = "expires_at"
_STEP = "ledger-indexes"


class Index(StrEnum):
    """Partition key of each; within it jobs stand by when they were opened."""

    BY_DAY = "day"
    BY_TEAM = "team"
    OPEN = "open"
    """Only what has not ended is in it."""
    DUE = "due"
    """Only what something is yet to be done about is in it."""

    @property
    def called(self) -> str:
        return "".join(word.title() for word in self.name.split("_"))


class IndexesError(MistakeError):
    """The context names no number of indexes."""


class JobLedger(dynamodb.Table):
    """One item a job, by ``job_id``; docs/job-ledger.md has its shape."""

    def __init__(
        self, scope: Construct, id: str, *, key: DomainKey, removal_policy: RemovalPolicy
    ) -> None:
        super().__init__(
            scope,
            id,
            partition_key=_text("job_id"),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            encryption=dynamodb.TableEncryption.CUSTOMER_MANAGED,
            encryption_key=key,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            time_to_live_attribute=_EXPIRES_AT,
            removal_policy=removal_policy,
        )
        self._key = key
        for index in _first_of(scope, list(Index)):
            self.add_global_secondary_index(
                index_name=index.called,
                partition_key=_text(index),
                sort_key=_text(_OPENED_AT),
                projection_type=dynamodb.ProjectionType.KEYS_ONLY,
            )
        accept(
            self,
            "NIST.800.53.R5::NIST.800.53.R5-DynamoDBInBackupPlan",
            because="point-in-time recovery restores any second of the last 35 days",
        )

    def grant_record(self, grantee: iam.IGrantable) -> None:
        """Read items and write them back, many at once too; never scan, never delete."""
        self._grant(grantee, "dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem")
        self._key.grant_use(grantee)

    def grant_settle(self, grantee: iam.IGrantable) -> None:
        """Read the item of a job whose id is known, and write it back."""
        self._grant(grantee, "dynamodb:GetItem", "dynamodb:PutItem")
        self._key.grant_use(grantee)

    def grant_look_up(self, grantee: iam.IGrantable) -> None:
        """Read the item of a job whose id is known."""
        self._grant(grantee, "dynamodb:GetItem")
        self._key.grant_decrypt(grantee)

    def grant_find(self, grantee: iam.IGrantable, *, by: Collection[Index]) -> None:
        """Look for jobs by these indexes, and read what is found."""
        self._grant(grantee, "dynamodb:BatchGetItem")
        iam.Grant.add_to_principal(
            grantee=grantee,
            actions=["dynamodb:Query"],
            resource_arns=[f"{self.table_arn}/index/{index.called}" for index in sorted(by)],
        )
        self._key.grant_decrypt(grantee)

    def grant_export(self, grantee: iam.IGrantable, *, to: s3.IBucket, prefix: str) -> None:
        """Write all of it below ``prefix/``: DynamoDB writes with the rights of who asks for it."""
        self._grant(
            grantee,
            "dynamodb:DescribeContinuousBackups",
            "dynamodb:DescribeTable",
            "dynamodb:ExportTableToPointInTime",
        )
        iam.Grant.add_to_principal(
            grantee=grantee,
            actions=["s3:AbortMultipartUpload", "s3:PutObject", "s3:PutObjectAcl"],
            resource_arns=[to.arn_for_objects(f"{prefix}/*")],
        )
        self._key.grant_use(grantee)

    def _grant(self, grantee: iam.IGrantable, *actions: str) -> None:
        iam.Grant.add_to_principal(
            grantee=grantee, actions=list(actions), resource_arns=[self.table_arn]
        )


def _text(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)


def _first_of(scope: Construct, every: list[Index]) -> list[Index]:
    """All, unless the context says how many: DynamoDB makes one a deployment of a table it has."""
    asked = scope.node.try_get_context(_STEP)
    if asked is None:
        return every
    if str(asked) not in map(str, range(len(every) + 1)):
        raise IndexesError(f"-c {_STEP}=... must be 0 to {len(every)}, got {asked!r}")
    return every[: int(asked)]
