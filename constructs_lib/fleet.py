"""A fleet: spot first, on-demand behind it, one queue in front."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from aws_cdk import Duration, Size
from aws_cdk import aws_batch as batch
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from constructs import Construct

from constructs_lib.findings import accept


@dataclass(frozen=True, kw_only=True)
class Instances:
    """What a fleet is made of."""

    types: Sequence[str]
    image: batch.EcsMachineImageType
    volume: Size
    """The root volume of each."""


class Fleet(Construct):
    """``max_vcpus`` of each part caps what it can cost; a part with 0 is left out."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        vpc: ec2.IVpc,
        subnets: ec2.SubnetSelection,
        instances: Instances,
        spot_max_vcpus: int,
        on_demand_max_vcpus: int,
        joins: Sequence[ec2.ISecurityGroup] = (),
    ) -> None:
        super().__init__(scope, id)
        self._vpc = vpc
        self._subnets = subnets
        self._instances = instances
        self.security_group = self._outbound_https()
        self._joins = joins
        self._role = self._instance_role()
        self._launch_template = self._template()
        self._parts: list[batch.ManagedEc2EcsComputeEnvironment] = []
        if spot_max_vcpus:
            self._parts.append(self._part("Spot", spot_max_vcpus, spot=True))
        if on_demand_max_vcpus:
            self._parts.append(self._part("OnDemand", on_demand_max_vcpus, spot=False))
        self.queue = self._queue("Queue", self._parts)

    @cached_property
    def on_demand_queue(self) -> batch.JobQueue:
        """For jobs that must not be reclaimed: made when the first of them asks."""
        return self._queue("OnDemandQueue", [part for part in self._parts if not part.spot])

    def _queue(
        self, id: str, parts: Sequence[batch.ManagedEc2EcsComputeEnvironment]
    ) -> batch.JobQueue:
        return batch.JobQueue(
            self,
            id,
            priority=1,
            compute_environments=[
                batch.OrderedComputeEnvironment(compute_environment=part, order=order)
                for order, part in enumerate(parts, start=1)
            ],
        )

    def _outbound_https(self) -> ec2.SecurityGroup:
        group = ec2.SecurityGroup(
            self,
            "Instances",
            vpc=self._vpc,
            description="Instances of the fleet: outbound HTTPS only",
            allow_all_outbound=False,
        )
        group.add_egress_rule(
            ec2.Peer.any_ipv4(), ec2.Port.tcp(443), "HTTPS to the endpoints; no route leads further"
        )
        return group

    def _instance_role(self) -> iam.Role:
        policy = "service-role/AmazonEC2ContainerServiceforEC2Role"
        role = iam.Role(
            self,
            "InstanceRole",
            assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"),
            managed_policies=[iam.ManagedPolicy.from_aws_managed_policy_name(policy)],
        )
        accept(
            role,
            f"AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/{policy}]",
            because="what the ECS agent calls changes with the agent that AWS puts on its image; "
            "jobs do not get this role, they have their own",
        )
        return role

    def _template(self) -> ec2.LaunchTemplate:
        disk = ec2.BlockDeviceVolume.ebs(
            int(self._instances.volume.to_gibibytes()),
            encrypted=True,
            volume_type=ec2.EbsDeviceVolumeType.GP3,
            delete_on_termination=True,
        )
        return ec2.LaunchTemplate(
            self,
            "Template",
            require_imdsv2=True,
            http_put_response_hop_limit=1,
            block_devices=[ec2.BlockDevice(device_name="/dev/xvda", volume=disk)],
        )

    def _part(
        self, id: str, max_vcpus: int, *, spot: bool
    ) -> batch.ManagedEc2EcsComputeEnvironment:
        strategies = batch.AllocationStrategy
        part = batch.ManagedEc2EcsComputeEnvironment(
            self,
            id,
            vpc=self._vpc,
            vpc_subnets=self._subnets,
            security_groups=[self.security_group, *self._joins],
            instance_types=[ec2.InstanceType(name) for name in self._instances.types],
            use_optimal_instance_classes=False,
            images=[batch.EcsMachineImage(image_type=self._instances.image)],
            instance_role=self._role,
            launch_template=self._launch_template,
            spot=spot,
            allocation_strategy=strategies.SPOT_PRICE_CAPACITY_OPTIMIZED
            if spot
            else strategies.BEST_FIT_PROGRESSIVE,
            maxv_cpus=max_vcpus,
            update_to_latest_image_version=True,
            terminate_on_update=False,
            update_timeout=Duration.hours(6),
        )
        self._follow_the_template(part)
        return part

    def _follow_the_template(self, part: batch.ManagedEc2EcsComputeEnvironment) -> None:
        """Without a version AWS Batch stays with the first one: a changed disk would never come."""
        resource = part.node.default_child
        if not isinstance(resource, batch.CfnComputeEnvironment):
            raise TypeError(f"{part.node.path} is made of {type(resource).__name__}")
        resource.add_property_override(
            "ComputeResources.LaunchTemplate.Version", self._launch_template.latest_version_number
        )
