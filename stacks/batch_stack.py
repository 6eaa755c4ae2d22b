"""The fleets with their queues, and the jobs that run on them."""

from aws_cdk import CfnOutput
from aws_cdk import aws_batch as batch
from constructs import Construct

from config import Environment
from constructs_lib.batch.execution_role import ExecutionRole
from constructs_lib.batch.fair_share import FairShare
from constructs_lib.batch.fargate_fleet import FargateFleet
from constructs_lib.batch.instance_fleet import InstanceFleet
from constructs_lib.batch.instances import Place
from constructs_lib.batch.user_data import FleetName
from constructs_lib.desk.fleet_watch import Watched
from constructs_lib.ids import id_of
from constructs_lib.log_group import PlatformLogGroup
from stacks.files_stack import FilesStack
from stacks.fleets import fargate_fleet, instance_fleet, mounts_lustre
from stacks.foundation_stack import FoundationStack
from stacks.jobs import Jobs, Made, Scripted
from stacks.network_stack import NetworkStack
from stacks.platform_stack import PlatformStack


class BatchStack(PlatformStack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        environment: Environment,
        foundation: FoundationStack,
        network: NetworkStack,
        files: FilesStack | None,
    ) -> None:
        super().__init__(scope, id, environment=environment)
        self._environment = environment
        self._files = files
        self.fleets = self._fleets(foundation, network)
        self.definitions: list[batch.IJobDefinition] = []
        for name, fleet in self.fleets.items():
            for queue, made in fleet.queues.by_name.items():
                which = "" if made is fleet.queues.first else id_of(queue)
                CfnOutput(self, f"{id_of(name)}{which}Queue", value=made.job_queue_arn)
        logs = PlatformLogGroup(
            self, "JobLogs", key=foundation.logs_key, expire=foundation.logs_expire
        )
        self._jobs = Jobs(
            scope=self,
            zones=foundation.zones,
            fleets=self.fleets,
            execution_role=ExecutionRole(self, "ExecutionRole", log_group=logs),
            files=files,
        )
        for name, training in environment.training.items():
            self._tell(name, self._jobs.training(name, training), training)
        for name, processing in environment.processing.items():
            self._tell(name, self._jobs.processing(name, processing), processing)

    def _fleets(
        self, foundation: FoundationStack, network: NetworkStack
    ) -> dict[str, InstanceFleet | FargateFleet]:
        environment = self._environment
        shares = {name: team.batch_share for name, team in environment.teams.items()}
        policy = FairShare(self, "Shares", shares=shares)
        joins = [network.file_clients] if network.file_clients else []
        place = Place(vpc=network.network.vpc, subnets=network.network.private_subnets, joins=joins)
        lustre = self._files.lustre if self._files else None
        return {
            name: instance_fleet(
                self,
                FleetName(environment=environment.name, fleet=name),
                fleet,
                place=place,
                policy=policy,
                key=foundation.data_key,
                lustre=lustre if mounts_lustre(environment, name) else None,
            )
            for name, fleet in environment.fleets.items()
        } | {
            name: fargate_fleet(self, name, fleet, place=place, policy=policy)
            for name, fleet in environment.fargate.items()
        }

    @property
    def watched(self) -> list[Watched]:
        """Every fleet with every queue, for who looks after them."""
        with_gpus = {name for name, f in self._environment.fleets.items() if f.has_gpus}
        return [
            Watched(
                name=name,
                queues=fleet.queues.every,
                environments=[*fleet.spot_parts, *fleet.on_demand_parts],
                has_gpus=name in with_gpus,
                on_spot=fleet.queues.on_spot,
            )
            for name, fleet in self.fleets.items()
        ]

    def _tell(self, name: str, made: Made, job: Scripted) -> None:
        self.definitions.append(made.definition)
        CfnOutput(self, f"{id_of(name)}Job", value=made.definition.job_definition_arn)
        queue = self._jobs.queue_of(job)
        CfnOutput(self, f"{id_of(name)}JobQueue", value=queue.job_queue_arn)
