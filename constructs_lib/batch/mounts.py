"""Folders of a container that are more than the container: scratch, EFS, Lustre."""

from collections.abc import Sequence
from dataclasses import dataclass

from aws_cdk import aws_batch as batch
from aws_cdk import aws_efs as efs
from aws_cdk import aws_iam as iam

SCRATCH = "/scratch"


@dataclass(frozen=True, kw_only=True)
class EfsMount:
    """A folder of EFS at /efs, as the job's role and through TLS only."""

    file_system: efs.IFileSystem
    access_point: efs.IAccessPoint

    def volume(self) -> batch.EcsVolume:
        return batch.EcsVolume.efs(
            name="efs",
            container_path="/efs",
            file_system=self.file_system,
            access_point_id=self.access_point.access_point_id,
            enable_transit_encryption=True,
            use_job_role=True,
        )

    def grant(self, role: iam.IGrantable) -> None:
        iam.Grant.add_to_principal(
            grantee=role,
            actions=["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
            resource_arns=[self.file_system.file_system_arn],
            conditions={
                "StringEquals": {
                    "elasticfilesystem:AccessPointArn": self.access_point.access_point_arn
                }
            },
        )


@dataclass(frozen=True, kw_only=True)
class LustreFolder:
    """What the instances of the fleet have mounted on /lustre."""

    def volume(self) -> batch.EcsVolume:
        return batch.EcsVolume.host(name="lustre", container_path="/lustre", host_path="/lustre")

    def grant(self, role: iam.IGrantable) -> None:
        """Whoever is on the host may: Lustre knows no roles."""


Mount = EfsMount | LustreFolder


def temporary() -> batch.EcsVolume:
    """The root of a container is read-only: this is where it may write, until it ends."""
    return batch.EcsVolume.host(name="tmp", container_path="/tmp")  # noqa: S108 - in the container


def on_instance(mounts: Sequence[Mount]) -> list[batch.EcsVolume]:
    scratch = batch.EcsVolume.host(name="scratch", container_path=SCRATCH, host_path=SCRATCH)
    return [temporary(), scratch, *(mount.volume() for mount in mounts)]


def on_fargate(mounts: Sequence[Mount]) -> list[batch.EcsVolume]:
    return [temporary(), *(mount.volume() for mount in mounts)]
