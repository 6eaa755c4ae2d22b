"""Who may mount a file store: its side and the client's, without touching the client's stack."""

from collections.abc import Sequence

from aws_cdk import aws_ec2 as ec2
from constructs import Construct

Ports = Sequence[tuple[int, int]]
"""First and last of each range."""


class FileAccess(Construct):
    """The security group of a file store; what it lets in is said client by client."""

    def __init__(self, scope: Construct, id: str, *, vpc: ec2.IVpc, ports: Ports) -> None:
        super().__init__(scope, id)
        self._ports = ports
        self.group = ec2.SecurityGroup(
            self,
            "Group",
            vpc=vpc,
            description="A file store: only its clients",
            allow_all_outbound=False,
        )

    def allow_from(self, id: str, client: ec2.ISecurityGroup) -> None:
        """Rules of their own, here: the client's stack must not come to depend on this one."""
        for first, last in self._ports:
            name = f"{id}{first}"
            ec2.CfnSecurityGroupIngress(
                self,
                f"{name}In",
                group_id=self.group.security_group_id,
                source_security_group_id=client.security_group_id,
                ip_protocol="tcp",
                from_port=first,
                to_port=last,
                description="clients of the file store",
            )
            ec2.CfnSecurityGroupEgress(
                self,
                f"{name}Out",
                group_id=client.security_group_id,
                destination_security_group_id=self.group.security_group_id,
                ip_protocol="tcp",
                from_port=first,
                to_port=last,
                description="to the file store",
            )
