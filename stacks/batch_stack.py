"""The fleets, a queue for each, and the jobs that run on them."""

from aws_cdk import CfnOutput, Size
from aws_cdk import aws_batch as batch
from constructs import Construct

import config
from config import Capacity, Environment
from constructs_lib.fleet import Fleet, Instances
from constructs_lib.log_group import PlatformLogGroup
from stacks.foundation_stack import FoundationStack
from stacks.network_stack import NetworkStack
from stacks.platform_stack import PlatformStack
from stacks.training_job import training_job

_IMAGES = batch.EcsMachineImageType


class BatchStack(PlatformStack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        environment: Environment,
        foundation: FoundationStack,
        network: NetworkStack,
    ) -> None:
        super().__init__(scope, id, environment=environment)
        self._network = network
        logs = PlatformLogGroup(
            self, "JobLogs", key=foundation.logs_key, expire=foundation.logs_expire
        )
        self.fleets = {name: self._fleet(name, fleet) for name, fleet in environment.fleets.items()}
        for name, job in environment.training.items():
            script = training_job(self, name, job, zones=foundation.zones, log_group=logs)
            fleet = self.fleets[job.fleet]
            on_spot = job.capacity is Capacity.SPOT
            queue = fleet.queue if on_spot else fleet.on_demand_queue
            CfnOutput(self, f"{name.title()}Job", value=script.definition.job_definition_arn)
            CfnOutput(self, f"{name.title()}JobQueue", value=queue.job_queue_arn)

    def _fleet(self, name: str, fleet: config.Fleet) -> Fleet:
        made = Fleet(
            self,
            name.title(),
            vpc=self._network.network.vpc,
            subnets=self._network.network.private_subnets,
            joins=[self._network.file_clients] if self._network.file_clients else [],
            instances=Instances(
                types=fleet.instance_types,
                image=_IMAGES.ECS_AL2023_NVIDIA if fleet.has_gpus else _IMAGES.ECS_AL2023,
                volume=Size.gibibytes(fleet.volume_gib),
            ),
            spot_max_vcpus=fleet.spot_max_vcpus,
            on_demand_max_vcpus=fleet.on_demand_max_vcpus,
        )
        CfnOutput(self, f"{name.title()}Queue", value=made.queue.job_queue_arn)
        return made
