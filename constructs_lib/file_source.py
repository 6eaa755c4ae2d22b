"""A file share whose files are copied into the raw zone by DataSync."""

from collections.abc import Sequence
from dataclasses import dataclass

from aws_cdk import Stack
from aws_cdk import aws_datasync as datasync
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.failure_notice import FailureNotice, Undelivered
from constructs_lib.zone import Zone

_DATASYNC = "datasync.amazonaws.com"


@dataclass(frozen=True, kw_only=True)
class NfsShare:
    host: str
    path: str
    agent_arns: Sequence[str]
    """Machines beside the share that DataSync was given by hand; AWS cannot make them."""


class FileSource(Construct):
    """What is deleted on the share stays in the zone."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        share: NfsShare,
        schedule: str,
        zone: Zone,
        log_group: logs.LogGroup,
    ) -> None:
        super().__init__(scope, id)
        self._role = self._writer(zone, name)
        _allow_logs(log_group)
        self.task = datasync.CfnTask(
            self,
            "Task",
            source_location_arn=self._share(share).attr_location_arn,
            destination_location_arn=self._prefix(zone, name).attr_location_arn,
            cloud_watch_log_group_arn=log_group.log_group_arn,
            schedule=datasync.CfnTask.TaskScheduleProperty(schedule_expression=schedule),
            options=datasync.CfnTask.OptionsProperty(
                verify_mode="ONLY_FILES_TRANSFERRED",
                transfer_mode="CHANGED",
                preserve_deleted_files="PRESERVE",
                overwrite_mode="ALWAYS",
                posix_permissions="NONE",
                uid="NONE",
                gid="NONE",
                object_tags="NONE",
                log_level="BASIC",
            ),
        )

    def on_failed_run(self, *, tickets: AlertTopic, undelivered: Undelivered) -> None:
        """The event names the execution, whose ARN begins with that of its task."""
        FailureNotice(
            self,
            "Failed",
            pattern=events.EventPattern(
                source=["aws.datasync"],
                detail_type=["DataSync Task Execution State Change"],
                resources=events.Match.prefix(f"{self.task.ref}/execution/"),
                detail={"State": ["ERROR"]},
            ),
            tickets=tickets,
            undelivered=undelivered,
        )

    def _share(self, share: NfsShare) -> datasync.CfnLocationNFS:
        return datasync.CfnLocationNFS(
            self,
            "Share",
            server_hostname=share.host,
            subdirectory=share.path,
            on_prem_config=datasync.CfnLocationNFS.OnPremConfigProperty(
                agent_arns=list(share.agent_arns)
            ),
        )

    def _prefix(self, zone: Zone, name: str) -> datasync.CfnLocationS3:
        location = datasync.CfnLocationS3(
            self,
            "Prefix",
            s3_bucket_arn=zone.bucket_arn,
            subdirectory=f"/{name}",
            s3_config=datasync.CfnLocationS3.S3ConfigProperty(
                bucket_access_role_arn=self._role.role_arn
            ),
        )
        location.node.add_dependency(self._role)
        return location

    def _writer(self, zone: Zone, name: str) -> iam.Role:
        account = {"StringEquals": {"aws:SourceAccount": Stack.of(self).account}}
        role = iam.Role(
            self, "Role", assumed_by=iam.ServicePrincipal(_DATASYNC, conditions=account)
        )
        zone.grant_deliver(role, name)
        iam.Grant.add_to_principal(
            grantee=role,
            actions=["s3:DeleteObject", "s3:GetObjectTagging", "s3:PutObjectTagging"],
            resource_arns=[zone.arn_for_objects(f"{name}/*")],
        )
        return role


def _allow_logs(group: logs.LogGroup) -> None:
    """DataSync writes as itself, so the group has to say that it may."""
    group.add_to_resource_policy(
        iam.PolicyStatement(
            principals=[iam.ServicePrincipal(_DATASYNC)],
            actions=["logs:CreateLogStream", "logs:PutLogEvents"],
            resources=[f"{group.log_group_arn}"],
            conditions={"StringEquals": {"aws:SourceAccount": Stack.of(group).account}},
        )
    )
