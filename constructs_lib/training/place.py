"""Where the jobs of a stack run: subnets, security group, and the key of what they write."""

from collections.abc import Sequence
from dataclasses import dataclass

from aws_cdk import aws_ec2 as ec2

from constructs_lib.domain_key import DomainKey


@dataclass(frozen=True, kw_only=True)
class JobPlace:
    vpc: ec2.IVpc
    subnets: ec2.SubnetSelection
    security_group: ec2.ISecurityGroup
    key: DomainKey
    """Of disks, and of outputs in S3."""
    joins: Sequence[ec2.ISecurityGroup] = ()
    """Groups that jobs may be in besides, such as that of the clients of a file store."""

    @property
    def group_ids(self) -> Sequence[str]:
        return [group.security_group_id for group in (self.security_group, *self.joins)]

    @property
    def subnet_ids(self) -> Sequence[str]:
        return self.vpc.select_subnets(
            subnet_group_name=self.subnets.subnet_group_name,
            subnet_type=self.subnets.subnet_type,
            subnets=self.subnets.subnets,
        ).subnet_ids
