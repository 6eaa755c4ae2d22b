"""What a fleet of instances is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from aws_cdk import Size
from aws_cdk import aws_batch as batch
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_kms as kms

from constructs_lib.batch.user_data import LustreMount
from constructs_lib.mistakes import MistakeError


class FleetError(MistakeError):
    """A fleet was described that AWS Batch would refuse, or that could not do its work."""


@dataclass(frozen=True, kw_only=True)
class Place:
    vpc: ec2.IVpc
    subnets: ec2.SubnetSelection
    joins: Sequence[ec2.ISecurityGroup] = ()
    """Groups for what its jobs may reach besides AWS's services, such as file stores."""

    def near(self) -> ec2.SubnetSelection:
        """The first zone alone."""
        there = self.vpc.select_subnets(
            subnet_group_name=self.subnets.subnet_group_name,
            subnet_type=self.subnets.subnet_type,
            subnets=self.subnets.subnets,
        )
        return ec2.SubnetSelection(subnets=there.subnets[:1])


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """vCPUs that may run at once, which is what a fleet can cost; a part with 0 is left out."""

    spot_max_vcpus: int
    on_demand_max_vcpus: int
    reservation: str | None = None
    """An On-Demand Capacity Reservation (``cr-...``), which the on-demand part uses first."""
    capacity_block: str | None = None
    """The reservation of a Capacity Block (``cr-...``), outside which nothing starts."""

    def __post_init__(self) -> None:
        if self.reservation is not None and self.capacity_block is not None:
            raise FleetError(
                f"reservation {self.reservation} and Capacity Block {self.capacity_block} are two "
                "aims: give one"
            )

    @property
    def reserved(self) -> str | None:
        return self.capacity_block if self.reservation is None else self.reservation


@dataclass(frozen=True, kw_only=True)
class Instances:
    types: Sequence[str]
    volume: Size
    """The root volume of each: its image, container images, and scratch without own disks."""
    key: kms.IKey
    has_gpus: bool = False
    has_efa: bool = False
    """One EFA interface each, in one zone, close together."""
    lustre: LustreMount | None = None

    @property
    def image(self) -> batch.EcsMachineImageType:
        images = batch.EcsMachineImageType
        return images.ECS_AL2023_NVIDIA if self.has_gpus else images.ECS_AL2023
