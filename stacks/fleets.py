"""The fleets of the environment file: instances or Fargate, each with its queues."""

from aws_cdk import Size
from aws_cdk import aws_batch as batch
from constructs import Construct

import config
from config import Environment, Mount
from constructs_lib.batch.fargate_fleet import FargateFleet
from constructs_lib.batch.instance_fleet import InstanceFleet
from constructs_lib.batch.instances import Capacity, Instances, Place
from constructs_lib.batch.patience import Patience
from constructs_lib.batch.queues import Queueing
from constructs_lib.batch.user_data import FleetName, LustreMount
from constructs_lib.domain_key import DomainKey
from constructs_lib.ids import id_of
from constructs_lib.lustre import Lustre


def instance_fleet(
    scope: Construct,
    name: FleetName,
    fleet: config.Fleet,
    *,
    place: Place,
    policy: batch.ISchedulingPolicy,
    key: DomainKey,
    lustre: Lustre | None,
) -> InstanceFleet:
    """``lustre``: what its instances mount, where one of its jobs wants that."""
    return InstanceFleet(
        scope,
        id_of(name.fleet),
        name=name,
        place=place,
        instances=Instances(
            types=fleet.instance_types,
            volume=Size.gibibytes(fleet.volume_gib),
            key=key,
            has_gpus=fleet.has_gpus,
            has_efa=fleet.efa,
            lustre=None if lustre is None else _mount(lustre),
        ),
        capacity=Capacity(
            spot_max_vcpus=fleet.spot_max_vcpus,
            on_demand_max_vcpus=fleet.on_demand_max_vcpus,
            reservation=fleet.reservation,
            capacity_block=fleet.capacity_block,
        ),
        queueing=_queueing(fleet, policy),
    )


def fargate_fleet(
    scope: Construct,
    name: str,
    fleet: config.FargateFleet,
    *,
    place: Place,
    policy: batch.ISchedulingPolicy,
) -> FargateFleet:
    return FargateFleet(
        scope,
        id_of(name),
        place=place,
        capacity=Capacity(
            spot_max_vcpus=fleet.spot_max_vcpus, on_demand_max_vcpus=fleet.on_demand_max_vcpus
        ),
        queueing=_queueing(fleet, policy),
    )


def mounts_lustre(environment: Environment, fleet: str) -> bool:
    """A fleet that does not need the file system does not wait for it to be made."""
    jobs = environment.jobs.values()
    return any(job.fleet == fleet and Mount.LUSTRE in job.mounts for job in jobs)


def _mount(lustre: Lustre) -> LustreMount:
    return LustreMount(host=lustre.host, mount_name=lustre.mount_name)


def _queueing(fleet: config.Pool, policy: batch.ISchedulingPolicy) -> Queueing:
    stuck = fleet.stuck_minutes
    return Queueing(
        policy=policy,
        priorities=fleet.queues,
        patience=Patience(
            misconfiguration_minutes=stuck.misconfiguration,
            capacity_minutes=stuck.capacity,
            vcpus_cap_minutes=stuck.vcpus_cap,
        ),
    )
