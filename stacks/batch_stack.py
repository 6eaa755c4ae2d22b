"""The fleets, a queue for each, and the jobs that run on them."""

from pathlib import Path

from aws_cdk import CfnOutput, Duration, Size
from aws_cdk import aws_batch as batch
from constructs import Construct

import config
from config import Capacity, DataZone, Environment, TrainingJob
from constructs_lib.fleet import Fleet, Instances
from constructs_lib.log_group import PlatformLogGroup
from constructs_lib.mistakes import MistakeError
from constructs_lib.private_network import PrivateNetwork
from constructs_lib.script_job import ContainerNeeds, ScriptJob
from stacks.foundation_stack import FoundationStack
from stacks.platform_stack import PlatformStack

_IMAGES = batch.EcsMachineImageType
_WORKLOADS = Path(__file__).parents[1] / "workloads"


class UnknownWorkloadError(MistakeError):
    """The environment file trains something that workloads/ does not hold."""


class BatchStack(PlatformStack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        environment: Environment,
        foundation: FoundationStack,
        network: PrivateNetwork,
    ) -> None:
        super().__init__(scope, id, environment=environment)
        self._zones = foundation.zones
        self._vpc = network.vpc
        self._log_group = PlatformLogGroup(
            self, "JobLogs", key=foundation.logs_key, expire=foundation.logs_expire
        )
        fleets = {name: self._fleet(name, fleet) for name, fleet in environment.fleets.items()}
        for name, job in environment.training.items():
            fleet = fleets[job.fleet]
            on_spot = job.capacity is Capacity.SPOT
            queue = fleet.queue if on_spot else fleet.on_demand_queue
            definition = self._job(name, job).definition
            CfnOutput(self, f"{name.title()}Job", value=definition.job_definition_arn)
            CfnOutput(self, f"{name.title()}JobQueue", value=queue.job_queue_arn)

    def _fleet(self, name: str, fleet: config.Fleet) -> Fleet:
        made = Fleet(
            self,
            name.title(),
            vpc=self._vpc,
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

    def _job(self, name: str, job: TrainingJob) -> ScriptJob:
        package = _workload(name)
        raw, models = self._zones[DataZone.RAW], self._zones[DataZone.MODELS]
        settings = {
            "DATA_URI": raw.s3_url_for_object(f"{name}/{name}.csv"),
            "MODEL_URI": models.s3_url_for_object(name),
        }
        if job.checkpoints is not None:
            kept = self._zones[job.checkpoints.zone]
            settings["CHECKPOINT_URI"] = kept.s3_url_for_object(job.checkpoints.prefix)
        script = ScriptJob(
            self,
            f"{name.title()}Training",
            package=package,
            entry="train",
            settings=settings,
            needs=_needs(job),
            log_group=self._log_group,
        )
        raw.grant_read_prefix(script.role, name)
        models.grant_read_write_prefix(script.role, name)
        if job.checkpoints is not None:
            kept.grant_read_write_prefix(script.role, job.checkpoints.prefix)
        return script


def _workload(name: str) -> Path:
    known = sorted(folder.parent.name for folder in _WORKLOADS.glob("*/train.py"))
    if name not in known:
        raise UnknownWorkloadError(
            f"training.{name}: no workload is called {name!r}; known: {', '.join(known)}"
        )
    return _WORKLOADS / name


def _needs(job: TrainingJob) -> ContainerNeeds:
    return ContainerNeeds(
        image=job.image,
        vcpus=job.vcpus,
        memory=Size.mebibytes(job.memory_mib),
        gpus=job.gpus,
        attempts=job.attempts,
        timeout=Duration.minutes(job.timeout_minutes),
    )
