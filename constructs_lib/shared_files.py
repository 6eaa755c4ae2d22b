"""Files that outlive a job and are seen from every zone: EFS, with a folder for each team."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_efs as efs
from constructs import Construct

from constructs_lib.domain_key import DomainKey
from constructs_lib.file_access import FileAccess
from constructs_lib.findings import accept
from constructs_lib.ids import id_of

_NFS = ((2049, 2049),)
_USER = "1000"


class SharedFiles(Construct):
    """Mounted with a role and through TLS only; each team sees its own folder as the root."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        vpc: ec2.IVpc,
        subnets: ec2.SubnetSelection,
        key: DomainKey,
        removal_policy: RemovalPolicy,
    ) -> None:
        super().__init__(scope, id)
        self.access = FileAccess(self, "Access", vpc=vpc, ports=_NFS)
        self.file_system = efs.FileSystem(
            self,
            "FileSystem",
            vpc=vpc,
            vpc_subnets=subnets,
            security_group=self.access.group,
            encrypted=True,
            kms_key=key,
            allow_anonymous_access=False,
            throughput_mode=efs.ThroughputMode.ELASTIC,
            lifecycle_policy=efs.LifecyclePolicy.AFTER_30_DAYS,
            out_of_infrequent_access_policy=efs.OutOfInfrequentAccessPolicy.AFTER_1_ACCESS,
            enable_automatic_backups=removal_policy is not RemovalPolicy.DESTROY,
            removal_policy=removal_policy,
        )

        accept(
            self.file_system,
            "NIST.800.53.R5::NIST.800.53.R5-EFSInBackupPlan",
            because="EFS's own backup policy is on where the files are kept, and the rule looks "
            "for a plan; what may be destroyed with its stack is not worth a copy",
        )

    def add_team(self, name: str) -> efs.AccessPoint:
        return self.file_system.add_access_point(
            f"Team{id_of(name)}",
            path=self.folder_of(name),
            posix_user=efs.PosixUser(uid=_USER, gid=_USER),
            create_acl=efs.Acl(owner_uid=_USER, owner_gid=_USER, permissions="750"),
        )

    def folder_of(self, team: str) -> str:
        """For who mounts the whole, as SageMaker does; who mounts by the team sees it as /."""
        return f"/teams/{team}"

    def allow_from(self, id: str, client: ec2.ISecurityGroup) -> None:
        """``id`` names the client, once for each."""
        self.access.allow_from(id, client)
