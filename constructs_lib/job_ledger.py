"""The table that holds every job's story."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from constructs import Construct

from constructs_lib.domain_key import DomainKey
from constructs_lib.findings import accept


class JobLedger(dynamodb.Table):
    """One item a job, by ``job_id``; docs/job-ledger.md has its shape."""

    def __init__(
        self, scope: Construct, id: str, *, key: DomainKey, removal_policy: RemovalPolicy
    ) -> None:
        super().__init__(
            scope,
            id,
            partition_key=dynamodb.Attribute(name="job_id", type=dynamodb.AttributeType.STRING),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            encryption=dynamodb.TableEncryption.CUSTOMER_MANAGED,
            encryption_key=key,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            removal_policy=removal_policy,
        )
        self._key = key
        accept(
            self,
            "NIST.800.53.R5::NIST.800.53.R5-DynamoDBInBackupPlan",
            because="point-in-time recovery restores any second of the last 35 days",
        )

    def grant_record(self, grantee: iam.IGrantable) -> None:
        """Read one job's item and write it back; never scan, never delete."""
        self.grant(grantee, "dynamodb:GetItem", "dynamodb:PutItem")
        self._key.grant_use(grantee)

    def grant_look_up(self, grantee: iam.IGrantable) -> None:
        """Read the item of a job whose id is known."""
        self.grant(grantee, "dynamodb:GetItem")
        self._key.grant_decrypt(grantee)
