"""The jobs of the environment file, each with just the access it needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aws_cdk import Duration, Size, Tags
from aws_cdk import aws_batch as batch
from aws_cdk import aws_iam as iam
from constructs import Construct

import config
from config import Capacity, DataZone
from constructs_lib.batch.execution_role import ExecutionRole
from constructs_lib.batch.fargate_fleet import FargateFleet
from constructs_lib.batch.instance_fleet import InstanceFleet
from constructs_lib.batch.jobs import FargateJob, MultiNodeJob, ScriptJob
from constructs_lib.batch.mounts import EfsMount, LustreFolder, Mount
from constructs_lib.batch.program import Needs, Script, Surroundings
from constructs_lib.ids import id_of
from constructs_lib.mistakes import MistakeError
from constructs_lib.team import TEAM_TAG
from constructs_lib.zone import Zone
from stacks.files_stack import FilesStack

_WORKLOADS = Path(__file__).parents[1] / "workloads"
_LIBRARY = _WORKLOADS / "contract"

Made = ScriptJob | MultiNodeJob | FargateJob
Scripted = config.TrainingJob | config.ProcessingJob


class UnknownWorkloadError(MistakeError):
    """The environment file runs something that workloads/ does not hold."""


@dataclass(frozen=True, kw_only=True)
class Jobs:
    """What every job of the stack is made with."""

    scope: Construct
    zones: Mapping[DataZone, Zone]
    fleets: Mapping[str, InstanceFleet | FargateFleet]
    execution_role: ExecutionRole
    files: FilesStack | None

    def training(self, name: str, job: config.TrainingJob) -> Made:
        workload = job.workload or name
        raw, models = self.zones[DataZone.RAW], self.zones[DataZone.MODELS]
        settings = {
            "DATA_URI": raw.s3_url_for_object(f"{workload}/{workload}.csv"),
            "MODEL_URI": models.s3_url_for_object(name),
        }
        if job.checkpoints is not None:
            settings["CHECKPOINT_URI"] = self._uri(job.checkpoints)
        script = _script(f"training.{name}", workload, job, settings)
        made = self._made(f"{id_of(name)}Training", script, job, nodes=job.nodes)
        raw.grant_read_prefix(made.role, workload)
        models.grant_read_write_prefix(made.role, name)
        if job.checkpoints is not None:
            self._grant_write(made.role, job.checkpoints)
        return made

    def processing(self, name: str, job: config.ProcessingJob) -> Made:
        settings = {
            "READS": ",".join(map(self._uri, job.reads)),
            "WRITES": ",".join(map(self._uri, job.writes)),
        }
        script = _script(f"processing.{name}", job.workload, job, settings)
        made = self._made(f"{id_of(name)}Processing", script, job)
        for place in job.reads:
            self.zones[place.zone].grant_read_prefix(made.role, place.prefix)
        for place in job.writes:
            self._grant_write(made.role, place)
        return made

    def queue_of(self, job: config.Job) -> batch.JobQueue:
        queues = self.fleets[job.fleet].queues
        if job.capacity is Capacity.ON_DEMAND:
            return queues.on_demand(job.queue)
        return queues.by_name[job.queue] if job.queue else queues.first

    def _made(self, id: str, script: Script, job: Scripted, *, nodes: int = 1) -> Made:
        fleet, needs, surroundings = self.fleets[job.fleet], _needs(job), self._around(job)
        made: Made
        if isinstance(fleet, FargateFleet):
            made = FargateJob(self.scope, id, script=script, needs=needs, surroundings=surroundings)
        elif nodes > 1:
            made = MultiNodeJob(
                self.scope,
                id,
                script=script,
                needs=needs,
                surroundings=surroundings,
                nodes=nodes,
                fleet=fleet,
            )
        else:
            made = ScriptJob(self.scope, id, script=script, needs=needs, surroundings=surroundings)
        if job.team is not None:
            Tags.of(made).add(TEAM_TAG, job.team)
        return made

    def _around(self, job: config.Job) -> Surroundings:
        return Surroundings(
            execution_role=self.execution_role,
            secrets=job.secrets,
            mounts=list(self._mounts(job)),
        )

    def _mounts(self, job: config.Job) -> Iterator[Mount]:
        if config.Mount.LUSTRE in job.mounts:
            yield LustreFolder()
        if config.Mount.EFS in job.mounts and self.files and self.files.shared and job.team:
            yield EfsMount(
                file_system=self.files.shared.file_system,
                access_point=self.files.folders[job.team],
            )

    def _uri(self, place: config.Location) -> str:
        return self.zones[place.zone].s3_url_for_object(place.prefix)

    def _grant_write(self, role: iam.IGrantable, place: config.Location) -> None:
        self.zones[place.zone].grant_read_write_prefix(role, place.prefix)


def _script(where: str, workload: str, job: Scripted, settings: Mapping[str, str]) -> Script:
    entry = job.script
    known = sorted(path.parent.name for path in _WORKLOADS.glob(f"*/{entry}.py"))
    if workload not in known:
        raise UnknownWorkloadError(
            f"{where}: no workload {workload!r} has a script {entry!r}; "
            f"workloads that have one: {', '.join(known) or 'none'}"
        )
    return Script(
        package=_WORKLOADS / workload,
        entry=entry,
        library=_LIBRARY,
        settings=settings,
        parameters={name: str(value) for name, value in job.parameters.items()},
    )


def _needs(job: Scripted) -> Needs:
    shared = job.shared_memory_mib
    return Needs(
        image=job.image,
        vcpus=job.vcpus,
        memory=Size.mebibytes(job.memory_mib),
        gpus=job.gpus,
        attempts=job.attempts,
        timeout=Duration.minutes(job.timeout_minutes),
        shared_memory=None if shared is None else Size.mebibytes(shared),
    )
