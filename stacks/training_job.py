"""A training job of the environment file, as a Batch job with just the access it needs."""

from collections.abc import Mapping
from pathlib import Path

from aws_cdk import Duration, Size
from aws_cdk import aws_logs as logs
from constructs import Construct

from config import DataZone, TrainingJob
from constructs_lib.mistakes import MistakeError
from constructs_lib.script_job import ContainerNeeds, ScriptJob
from constructs_lib.zone import Zone

_WORKLOADS = Path(__file__).parents[1] / "workloads"


class UnknownWorkloadError(MistakeError):
    """The environment file trains something that workloads/ does not hold."""


def training_job(
    scope: Construct,
    name: str,
    job: TrainingJob,
    *,
    zones: Mapping[DataZone, Zone],
    log_group: logs.ILogGroup,
) -> ScriptJob:
    raw, models = zones[DataZone.RAW], zones[DataZone.MODELS]
    settings = {
        "DATA_URI": raw.s3_url_for_object(f"{name}/{name}.csv"),
        "MODEL_URI": models.s3_url_for_object(name),
    }
    if job.checkpoints is not None:
        kept = zones[job.checkpoints.zone]
        settings["CHECKPOINT_URI"] = kept.s3_url_for_object(job.checkpoints.prefix)
    script = ScriptJob(
        scope,
        f"{name.title()}Training",
        package=_workload(name),
        entry="train",
        settings=settings,
        needs=_needs(job),
        log_group=log_group,
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
