"""The security group of a fleet: outbound HTTPS, and what its instances tell each other."""

from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from constructs_lib.findings import accept

_OF_NODES = (10_000, 60_999)
"""Where nodes meet, and what Linux gives who asks for any port, as NCCL and Gloo do then."""


class FleetGroup(ec2.SecurityGroup):
    def __init__(self, scope: Construct, id: str, *, vpc: ec2.IVpc) -> None:
        super().__init__(
            scope,
            id,
            vpc=vpc,
            description="Instances of the fleet: outbound HTTPS only",
            allow_all_outbound=False,
        )
        self.add_egress_rule(
            ec2.Peer.any_ipv4(),
            ec2.Port.tcp(443),
            "HTTPS to the endpoints; no route leads further",
        )

    def let_nodes_talk(self) -> None:
        self._among_members(ec2.Port.tcp_range(*_OF_NODES), "nodes of a job")

    def let_fabric_through(self) -> None:
        self._among_members(ec2.Port.all_traffic(), "EFA between the nodes of a job")
        accept(
            self,
            "NIST.800.53.R5::NIST.800.53.R5-EC2RestrictedCommonPorts",
            because="EFA is not IP and wants everything to and from the group itself; the rule "
            "names the group as its only source",
        )

    def _among_members(self, port: ec2.Port, why: str) -> None:
        self.add_ingress_rule(self, port, why)
        self.add_egress_rule(self, port, why)
