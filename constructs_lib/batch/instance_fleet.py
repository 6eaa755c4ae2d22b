"""A fleet of instances: spot first, on-demand behind it, queues in front."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from aws_cdk import Duration
from aws_cdk import aws_batch as batch
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from constructs import Construct

from constructs_lib.batch.fleet_group import FleetGroup
from constructs_lib.batch.fleet_template import FleetTemplate
from constructs_lib.batch.instance_role import InstanceRole
from constructs_lib.batch.instances import Capacity, FleetError, Instances, Place
from constructs_lib.batch.queues import Parts, Queueing, Queues
from constructs_lib.batch.reservation import ReservedCapacity, block_settings
from constructs_lib.batch.user_data import FleetName, user_data
from constructs_lib.domain_key import DomainKey

_Part = batch.ManagedEc2EcsComputeEnvironment
_Together: TypeAlias = ec2.PlacementGroup | None


class InstanceFleet(Construct):
    """No part has a name or a service role: each can be updated in place, or be replaced."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: FleetName,
        place: Place,
        instances: Instances,
        capacity: Capacity,
        queueing: Queueing,
    ) -> None:
        super().__init__(scope, id)
        _refuse(instances, capacity)
        if isinstance(instances.key, DomainKey):
            instances.key.allow_volumes()
        self.has_efa = instances.has_efa
        self.security_group = FleetGroup(self, "Instances", vpc=place.vpc)
        if instances.has_efa:
            self.security_group.let_fabric_through()
        role = InstanceRole.of(self)
        if instances.has_gpus:
            role.allow_metrics()
        self._buys = _Purchase(
            fleet=self,
            place=place,
            instances=instances,
            role=role,
            groups=[self.security_group, *place.joins],
            starts=user_data(name, has_gpus=instances.has_gpus, lustre=instances.lustre),
        )
        self.spot_parts, self.on_demand_parts = self._parts(capacity)
        parts = Parts(spot=self.spot_parts, on_demand=self.on_demand_parts)
        if capacity.capacity_block is not None:
            queueing = _until_it_begins(queueing)
        self.queues = Queues(self, "Queues", parts=parts, queueing=queueing)

    def _parts(self, capacity: Capacity) -> tuple[list[_Part], list[_Part]]:
        """Spot, and on-demand."""
        buys, most = self._buys, capacity.on_demand_max_vcpus
        if capacity.capacity_block is not None:
            return [], [buys.block(most, capacity.capacity_block)]
        together = _together(self) if self.has_efa else None
        template = buys.template("Template", aim={})
        spot: list[_Part] = []
        if capacity.spot_max_vcpus:
            spot.append(buys.spot(capacity.spot_max_vcpus, template, together))
        if not most:
            return spot, []
        if capacity.reservation is not None:
            reserved = ReservedCapacity(self, "Reserved", reservation=capacity.reservation)
            template = buys.template("ReservedTemplate", aim=reserved.settings)
        return spot, [buys.on_demand(most, template, together)]


@dataclass(frozen=True, kw_only=True)
class _Purchase:
    """Of instances, in every way: all else is the same."""

    fleet: Construct
    place: Place
    instances: Instances
    role: iam.IRole
    groups: Sequence[ec2.ISecurityGroup]
    starts: ec2.UserData

    def template(self, id: str, *, aim: Mapping[str, object]) -> FleetTemplate:
        return FleetTemplate(
            self.fleet,
            id,
            instances=self.instances,
            security_groups=self.groups,
            user_data=self.starts,
            aim=aim,
        )

    def spot(self, max_vcpus: int, template: FleetTemplate, together: _Together) -> _Part:
        strategy = batch.AllocationStrategy.SPOT_PRICE_CAPACITY_OPTIMIZED
        way = _Way(strategy=strategy, spot=True, near=together is not None, together=together)
        return self._part("Spot", max_vcpus, template, way)

    def on_demand(self, max_vcpus: int, template: FleetTemplate, together: _Together) -> _Part:
        strategy = batch.AllocationStrategy.BEST_FIT_PROGRESSIVE
        way = _Way(strategy=strategy, near=together is not None, together=together)
        return self._part("OnDemand", max_vcpus, template, way)

    def block(self, max_vcpus: int, reservation: str) -> _Part:
        """Of one block: when that ends AWS Batch calls it invalid, so the next has its own."""
        template = self.template("BlockTemplate", aim=block_settings(reservation))
        way = _Way(strategy=batch.AllocationStrategy.BEST_FIT, near=True, in_place=False)
        return self._part(f"Block-{reservation}", max_vcpus, template, way)

    def _part(self, id: str, max_vcpus: int, template: FleetTemplate, way: "_Way") -> _Part:
        part = _Part(
            self.fleet,
            id,
            vpc=self.place.vpc,
            vpc_subnets=self.place.near() if way.near else self.place.subnets,
            security_groups=self.groups,
            instance_types=[ec2.InstanceType(name) for name in self.instances.types],
            use_optimal_instance_classes=False,
            images=[batch.EcsMachineImage(image_type=self.instances.image)],
            instance_role=self.role,
            launch_template=template,
            placement_group=way.together,
            spot=way.spot,
            allocation_strategy=way.strategy,
            maxv_cpus=max_vcpus,
            replace_compute_environment=not way.in_place,
            update_to_latest_image_version=True if way.in_place else None,
            terminate_on_update=False if way.in_place else None,
            update_timeout=Duration.hours(6) if way.in_place else None,
        )
        made = _resource(part)
        _follow(made, template)
        if not way.in_place:
            made.add_property_deletion_override("UpdatePolicy")
        return part


@dataclass(frozen=True, kw_only=True)
class _Way:
    """In which instances are bought."""

    strategy: batch.AllocationStrategy
    spot: bool = False
    near: bool = False
    """In the first zone alone."""
    together: _Together = None
    in_place: bool = True
    """AWS Batch updates no environment with BEST_FIT, nor takes a word about how to."""


def _until_it_begins(queueing: Queueing) -> Queueing:
    """Jobs are handed in before their Capacity Block begins, and may wait for it for days."""
    return replace(queueing, patience=replace(queueing.patience, capacity_minutes=None))


def _together(fleet: Construct) -> ec2.PlacementGroup:
    return ec2.PlacementGroup(fleet, "Together", strategy=ec2.PlacementGroupStrategy.CLUSTER)


def _resource(part: _Part) -> batch.CfnComputeEnvironment:
    resource = part.node.default_child
    if not isinstance(resource, batch.CfnComputeEnvironment):
        raise TypeError(f"{part.node.path} is made of {type(resource).__name__}")
    return resource


def _follow(part: batch.CfnComputeEnvironment, template: FleetTemplate) -> None:
    """Without a version AWS Batch stays with the first one: a changed disk would never come."""
    part.add_property_override(
        "ComputeResources.LaunchTemplate.Version", template.latest_version_number
    )


def _refuse(instances: Instances, capacity: Capacity) -> None:
    if not instances.types:
        raise FleetError("a fleet needs instance types, got none")
    if capacity.reserved is not None and not capacity.on_demand_max_vcpus:
        raise FleetError(
            f"reservation {capacity.reserved} is for the on-demand part, which may have "
            "0 vCPUs: give on_demand_max_vcpus"
        )
    if capacity.capacity_block is not None and (
        len(instances.types) > 1 or capacity.spot_max_vcpus
    ):
        raise FleetError(
            f"Capacity Block {capacity.capacity_block} is of one instance type and has no spot, "
            f"got {len(instances.types)} types and {capacity.spot_max_vcpus} vCPUs of spot"
        )
