"""Files that jobs mount: Lustre over the features zone, and a folder for each team."""

from aws_cdk import Size
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_efs as efs
from constructs import Construct

import config
from config import DataZone, Environment
from constructs_lib.lustre import Lustre
from constructs_lib.private_network import PrivateNetwork
from constructs_lib.shared_files import SharedFiles
from stacks.foundation_stack import FoundationStack
from stacks.platform_stack import PlatformStack


class FilesStack(PlatformStack):
    """A stack of its own: file systems take long to make, and nothing waits for them."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        environment: Environment,
        stores: config.FileStores,
        foundation: FoundationStack,
        network: PrivateNetwork,
        clients: ec2.ISecurityGroup,
    ) -> None:
        super().__init__(scope, id, environment=environment)
        self.lustre: Lustre | None = None
        self.shared: SharedFiles | None = None
        self.folders: dict[str, efs.AccessPoint] = {}
        if stores.lustre is not None:
            self.lustre = Lustre(
                self,
                "Lustre",
                zone=foundation.zones[DataZone.FEATURES],
                prefix=stores.lustre.prefix,
                capacity=Size.gibibytes(stores.lustre.capacity_gib),
                vpc=network.vpc,
                subnet=network.vpc.select_subnets(
                    subnet_group_name=network.private_subnets.subnet_group_name
                ).subnets[0],
                removal_policy=foundation.removal_policy,
            )
            self.lustre.allow_from("Clients", clients)
        if stores.efs:
            self.shared = SharedFiles(
                self,
                "Shared",
                vpc=network.vpc,
                subnets=network.private_subnets,
                key=foundation.data_key,
                removal_policy=foundation.removal_policy,
            )
            self.folders = {team: self.shared.add_team(team) for team in environment.teams}
            self.shared.allow_from("Clients", clients)
