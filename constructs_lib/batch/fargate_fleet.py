"""A fleet without instances, for small jobs: spot first, on-demand behind it."""

from aws_cdk import aws_batch as batch
from constructs import Construct

from constructs_lib.batch.fleet_group import FleetGroup
from constructs_lib.batch.instances import Capacity, FleetError, Place
from constructs_lib.batch.queues import Parts, Queueing, Queues


class FargateFleet(Construct):
    """Its environments are updated in place; no launch template, role or image is theirs."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        place: Place,
        capacity: Capacity,
        queueing: Queueing,
    ) -> None:
        super().__init__(scope, id)
        if capacity.reserved is not None:
            raise FleetError(
                f"Fargate takes no capacity reservation, got {capacity.reserved}: leave it out"
            )
        self._place = place
        self.security_group = FleetGroup(self, "Tasks", vpc=place.vpc)
        spot, on_demand = capacity.spot_max_vcpus, capacity.on_demand_max_vcpus
        self.spot_parts = [self._part("Spot", spot, spot=True)] if spot else []
        self.on_demand_parts = [self._part("OnDemand", on_demand, spot=False)] if on_demand else []
        parts = Parts(spot=self.spot_parts, on_demand=self.on_demand_parts)
        self.queues = Queues(self, "Queues", parts=parts, queueing=queueing)

    def _part(self, id: str, max_vcpus: int, *, spot: bool) -> batch.FargateComputeEnvironment:
        return batch.FargateComputeEnvironment(
            self,
            id,
            vpc=self._place.vpc,
            vpc_subnets=self._place.subnets,
            security_groups=[self.security_group, *self._place.joins],
            spot=spot,
            maxv_cpus=max_vcpus,
            replace_compute_environment=False,
        )
