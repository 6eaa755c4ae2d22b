"""SageMaker Studio inside the private network, with a profile for each person."""

from aws_cdk import Duration, Tags
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sagemaker as sagemaker
from constructs import Construct

from constructs_lib.domain_key import DomainKey
from constructs_lib.ids import id_of
from constructs_lib.mistakes import MistakeError
from constructs_lib.studio.own_apps import OwnApps
from constructs_lib.team import TEAM_TAG

_ON = "ENABLED"
_LEAST_IDLE, _MOST_IDLE = 60, 525_600
"""What Studio takes, in minutes."""


class IdleError(MistakeError):
    """Studio would refuse the time after which it ends what nobody uses."""


class Studio(Construct):
    """No way out but the network's own, no home outside the spaces, and what is idle ends.

    Without the home on EFS that SageMaker makes on its own account nothing is left behind that
    keeps the network from being deleted.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        vpc: ec2.IVpc,
        subnets: ec2.SubnetSelection,
        security_group: ec2.ISecurityGroup,
        key: DomainKey,
        idle: Duration,
    ) -> None:
        super().__init__(scope, id)
        self._key = key
        self._own_apps = OwnApps(self, "OwnApps")
        self._groups = [security_group.security_group_id]
        nobody = iam.Role(
            self,
            "Nobody",
            description="what a profile without a role of its own could do: nothing",
            assumed_by=iam.ServicePrincipal("sagemaker.amazonaws.com"),
        )
        self.domain = sagemaker.CfnDomain(
            self,
            "Domain",
            domain_name=name,
            auth_mode="IAM",
            app_network_access_type="VpcOnly",
            app_security_group_management="Customer",
            home_efs_file_system_creation="Disabled",
            kms_key_id=key.key_id,
            vpc_id=vpc.vpc_id,
            subnet_ids=vpc.select_subnets(
                subnet_group_name=subnets.subnet_group_name, subnet_type=subnets.subnet_type
            ).subnet_ids,
            default_user_settings=self._settings(nobody, _ending_when_idle(idle)),
            domain_settings=sagemaker.CfnDomain.DomainSettingsProperty(
                security_group_ids=self._groups,
                execution_role_identity_config="USER_PROFILE_NAME",
                docker_settings=sagemaker.CfnDomain.DockerSettingsProperty(
                    enable_docker_access="DISABLED"
                ),
            ),
            tag_propagation=_ON,
        )
        self.domain.node.add_dependency(nobody)

    def add_role(self, team: str) -> iam.Role:
        """What the people of a team do with; its data is for the caller to grant."""
        role = iam.Role(
            self,
            f"{id_of(team)}Role",
            description=f"what people of the team {team} do in Studio",
            assumed_by=iam.ServicePrincipal("sagemaker.amazonaws.com"),
            managed_policies=[self._own_apps],
        )
        self._key.grant_use(role)
        Tags.of(role).add(TEAM_TAG, team)
        return role

    def add_user(self, name: str, *, team: str, role: iam.Role) -> sagemaker.CfnUserProfile:
        profile = sagemaker.CfnUserProfile(
            self,
            f"{id_of(name)}Profile",
            domain_id=self.domain.attr_domain_id,
            user_profile_name=name,
            user_settings=sagemaker.CfnUserProfile.UserSettingsProperty(
                execution_role=role.role_arn, security_groups=self._groups
            ),
        )
        Tags.of(profile).add(TEAM_TAG, team)
        profile.node.add_dependency(role)
        return profile

    def _settings(
        self, role: iam.Role, ending: sagemaker.CfnDomain.AppLifecycleManagementProperty
    ) -> sagemaker.CfnDomain.UserSettingsProperty:
        """Of every profile that does not say otherwise."""
        return sagemaker.CfnDomain.UserSettingsProperty(
            execution_role=role.role_arn,
            security_groups=self._groups,
            auto_mount_home_efs="Disabled",
            jupyter_lab_app_settings=sagemaker.CfnDomain.JupyterLabAppSettingsProperty(
                app_lifecycle_management=ending
            ),
            code_editor_app_settings=sagemaker.CfnDomain.CodeEditorAppSettingsProperty(
                app_lifecycle_management=ending
            ),
        )


def _ending_when_idle(idle: Duration) -> sagemaker.CfnDomain.AppLifecycleManagementProperty:
    minutes = int(idle.to_minutes())
    if not _LEAST_IDLE <= minutes <= _MOST_IDLE:
        raise IdleError(
            f"idle must be {_LEAST_IDLE} to {_MOST_IDLE} minutes, which is what Studio takes, "
            f"got {minutes}"
        )
    return sagemaker.CfnDomain.AppLifecycleManagementProperty(
        idle_settings=sagemaker.CfnDomain.IdleSettingsProperty(
            lifecycle_management=_ON,
            idle_timeout_in_minutes=minutes,
            min_idle_timeout_in_minutes=_LEAST_IDLE,
            max_idle_timeout_in_minutes=minutes,
        )
    )
