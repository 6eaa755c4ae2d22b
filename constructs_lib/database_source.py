"""A database whose tables are copied into the raw zone by a Glue job, table by table."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aws_cdk import ArnFormat, Duration, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_events as events
from aws_cdk import aws_glue as glue
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3_assets as assets
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_scheduler_targets as targets
from constructs import Construct

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.failure_notice import FailureNotice, Undelivered
from constructs_lib.findings import accept
from constructs_lib.zone import Zone
from constructs_lib.zones import of_the_region

_GLUE = "glue.amazonaws.com"
_GLUE_VERSION, _WORKER, _WORKERS = "5.0", "G.1X", 2
_TIMEOUT = Duration.hours(4)
_URLS = {
    "postgresql": "jdbc:postgresql://{host}:{port}/{database}",
    "mysql": "jdbc:mysql://{host}:{port}/{database}",
    "mariadb": "jdbc:mysql://{host}:{port}/{database}",
    "sqlserver": "jdbc:sqlserver://{host}:{port};databaseName={database}",
    "oracle": "jdbc:oracle:thin://@{host}:{port}/{database}",
}
"""As Glue's own drivers want them."""


@dataclass(frozen=True, kw_only=True)
class Database:
    engine: str
    host: str
    port: int
    name: str
    secret_arn: str
    """Of a secret with ``username`` and ``password``."""
    tables: Sequence[str]

    @property
    def url(self) -> str:
        return _URLS[self.engine].format(host=self.host, port=self.port, database=self.name)


class DatabaseSource(Construct):
    """Each run writes ``<name>/<table>/day=<day>/``, over what an earlier run of that day wrote."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        database: Database,
        schedule: str,
        script: Path,
        zone: Zone,
        vpc: ec2.IVpc,
        subnet: ec2.ISubnet,
    ) -> None:
        super().__init__(scope, id)
        self.security_group = self._group(vpc, database)
        self.connection = self._connection(database, subnet)
        self._security = self._encryption(zone)
        self._code = assets.Asset(self, "Script", path=str(script))
        self.role = self._job_role(name, database, zone)
        self.job = self._job(name, database, zone)
        self._schedule(schedule)

    def on_failed_run(self, *, tickets: AlertTopic, undelivered: Undelivered) -> None:
        """Glue names the job in the event's detail, and no resource."""
        FailureNotice(
            self,
            "Failed",
            pattern=events.EventPattern(
                source=["aws.glue"],
                detail_type=["Glue Job State Change"],
                detail={"jobName": [self.job.ref], "state": ["FAILED", "TIMEOUT"]},
            ),
            tickets=tickets,
            undelivered=undelivered,
        )

    def _group(self, vpc: ec2.IVpc, database: Database) -> ec2.SecurityGroup:
        group = ec2.SecurityGroup(
            self,
            "Job",
            vpc=vpc,
            description="A Glue job and its workers",
            allow_all_outbound=False,
        )
        group.connections.allow_internally(ec2.Port.all_tcp(), "workers among themselves")
        for port, purpose in ((443, "AWS services"), (database.port, "the database")):
            group.add_egress_rule(ec2.Peer.any_ipv4(), ec2.Port.tcp(port), purpose)
        return group

    def _connection(self, database: Database, subnet: ec2.ISubnet) -> glue.CfnConnection:
        where = glue.CfnConnection.PhysicalConnectionRequirementsProperty(
            availability_zone=of_the_region(subnet.availability_zone, self),
            subnet_id=subnet.subnet_id,
            security_group_id_list=[self.security_group.security_group_id],
        )
        return glue.CfnConnection(
            self,
            "Connection",
            catalog_id=Stack.of(self).account,
            connection_input=glue.CfnConnection.ConnectionInputProperty(
                connection_type="JDBC",
                connection_properties={
                    "JDBC_CONNECTION_URL": database.url,
                    "JDBC_ENFORCE_SSL": "true",
                    "SECRET_ID": database.secret_arn,
                },
                physical_connection_requirements=where,
            ),
        )

    def _encryption(self, zone: Zone) -> glue.CfnSecurityConfiguration:
        """Glue's log groups lie under the key of the zone, so CloudWatch Logs has to be let in."""
        zone.key.allow_logs()
        part = glue.CfnSecurityConfiguration
        key = zone.key.key_arn
        return part(
            self,
            "Encryption",
            name=f"{Stack.of(self).stack_name}-{self.node.id}",
            encryption_configuration=part.EncryptionConfigurationProperty(
                s3_encryptions=[
                    part.S3EncryptionProperty(s3_encryption_mode="SSE-KMS", kms_key_arn=key)
                ],
                cloud_watch_encryption=part.CloudWatchEncryptionProperty(
                    cloud_watch_encryption_mode="SSE-KMS", kms_key_arn=key
                ),
                job_bookmarks_encryption=part.JobBookmarksEncryptionProperty(
                    job_bookmarks_encryption_mode="CSE-KMS", kms_key_arn=key
                ),
            ),
        )

    def _job(self, name: str, database: Database, zone: Zone) -> glue.CfnJob:
        job = glue.CfnJob(
            self,
            "Copy",
            description=f"copies {name} into the raw zone",
            role=self.role.role_arn,
            command=glue.CfnJob.JobCommandProperty(
                name="glueetl", python_version="3", script_location=self._code.s3_object_url
            ),
            connections=glue.CfnJob.ConnectionsListProperty(connections=[self.connection.ref]),
            default_arguments={
                "--connection": self.connection.ref,
                "--tables": ",".join(database.tables),
                "--target": zone.s3_url_for_object(name),
                "--TempDir": zone.s3_url_for_object(f"{name}/_temporary/"),
                "--enable-metrics": "true",
            },
            glue_version=_GLUE_VERSION,
            worker_type=_WORKER,
            number_of_workers=_WORKERS,
            timeout=int(_TIMEOUT.to_minutes()),
            max_retries=1,
            execution_property=glue.CfnJob.ExecutionPropertyProperty(max_concurrent_runs=1),
            security_configuration=self._security.ref,
        )
        job.node.add_dependency(self.role)
        return job

    def _job_role(self, name: str, database: Database, zone: Zone) -> iam.Role:
        role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal(_GLUE))
        zone.grant_deliver(role, name)
        self._allow(role, ["s3:DeleteObject"], [zone.arn_for_objects(f"{name}/*")])
        code = self._code.bucket.arn_for_objects(self._code.s3_object_key)
        self._allow(role, ["s3:GetObject"], [code])
        self._allow(role, ["secretsmanager:GetSecretValue"], [database.secret_arn])
        catalog, connection = self._arn("catalog"), self._arn("connection", self.connection.ref)
        self._allow(role, ["glue:GetConnection"], [catalog, connection])
        self._allow(role, ["glue:GetSecurityConfiguration"], ["*"])
        self._allow_network(role)
        self._allow_logs(role)
        accept(
            role,
            "AwsSolutions::AwsSolutions-IAM5[Resource::*]",
            because="Glue asks for its network interfaces, metrics and security configuration by "
            "actions that know no resource",
        )
        accept(
            role.node.find_child("DefaultPolicy"),
            "checkov::CKV_AWS_111",
            because="Glue makes a network interface for each run, and nobody knows its name before",
        )
        return role

    def _allow_network(self, role: iam.Role) -> None:
        self._allow(
            role,
            [
                "ec2:CreateNetworkInterface",
                "ec2:DeleteNetworkInterface",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeRouteTables",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeSubnets",
                "ec2:DescribeVpcAttribute",
                "ec2:DescribeVpcEndpoints",
            ],
            ["*"],
        )
        role.add_to_policy(
            iam.PolicyStatement(
                actions=["ec2:CreateTags", "ec2:DeleteTags"],
                resources=["*"],
                conditions={
                    "ForAllValues:StringEquals": {"aws:TagKeys": ["aws-glue-service-resource"]}
                },
            )
        )

    def _allow_logs(self, role: iam.Role) -> None:
        stack = Stack.of(self)
        groups = stack.format_arn(
            service="logs",
            resource="log-group",
            resource_name="/aws-glue/*",
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )
        actions = ("AssociateKmsKey", "CreateLogGroup", "CreateLogStream", "PutLogEvents")
        self._allow(role, [f"logs:{action}" for action in actions], [groups])
        role.add_to_policy(
            iam.PolicyStatement(
                actions=["cloudwatch:PutMetricData"],
                resources=["*"],
                conditions={"StringEquals": {"cloudwatch:namespace": "Glue"}},
            )
        )

    def _schedule(self, expression: str) -> None:
        job = self._arn("job", self.job.ref)
        scheduler.Schedule(
            self,
            "Schedule",
            schedule=scheduler.ScheduleExpression.expression(expression),
            target=targets.Universal(
                service="glue",
                action="startJobRun",
                input=scheduler.ScheduleTargetInput.from_text(
                    Stack.of(self).to_json_string({"JobName": self.job.ref})
                ),
                policy_statements=[
                    iam.PolicyStatement(actions=["glue:StartJobRun"], resources=[job])
                ],
            ),
        )

    def _arn(self, kind: str, name: str | None = None) -> str:
        return Stack.of(self).format_arn(
            service="glue",
            resource=kind,
            resource_name=name,
            arn_format=ArnFormat.SLASH_RESOURCE_NAME if name else ArnFormat.NO_RESOURCE_NAME,
        )

    def _allow(self, role: iam.Role, actions: Sequence[str], resources: Sequence[str]) -> None:
        iam.Grant.add_to_principal(
            grantee=role, actions=list(actions), resource_arns=list(resources)
        )
