"""The file stores of the environment as the training of a pipeline mounts them."""

from collections.abc import Callable
from dataclasses import dataclass

from aws_cdk import aws_ec2 as ec2

from constructs_lib.training.roles import JobRole
from stacks.files_stack import FilesStack


@dataclass(frozen=True, kw_only=True)
class Mounted:
    """One of them, below the folder that the workload sees as its root."""

    file_system: str
    root: str
    clients: ec2.ISecurityGroup
    grant: Callable[[JobRole], None]

    @property
    def tokens(self) -> dict[str, str]:
        return {
            "FileSystem": self.file_system,
            "FileSystemRoot": self.root,
            "FileClients": self.clients.security_group_id,
        }


@dataclass(frozen=True, kw_only=True)
class FileStores:
    files: FilesStack
    clients: ec2.ISecurityGroup

    def mounted(self, kind: str, *, team: str | None) -> Mounted:
        """The file says that there is one; of EFS a team has its own folder."""
        shared, lustre = self.files.shared, self.files.lustre
        if kind == "efs" and shared is not None and team is not None:
            return Mounted(
                file_system=shared.file_system.file_system_id,
                root=shared.folder_of(team),
                clients=self.clients,
                grant=lambda role: role.allow_mount(shared.file_system),
            )
        if kind == "lustre" and lustre is not None:
            return Mounted(
                file_system=lustre.file_system.ref,
                root=f"/{lustre.mount_name}",
                clients=self.clients,
                grant=lambda role: role.allow_find_lustre(),
            )
        raise TypeError(f"{kind} is refused when the file is read")
