"""The training job: what it runs, on what, for how long, and what becomes of it on spot."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.authoring.channels import channels
from pipelines.authoring.job import CACHED, Ground, job_retries
from pipelines.authoring.vocabulary import EXECUTION, joined
from pipelines.model.image import Image, OwnImage
from pipelines.model.training import (
    AnyJob,
    Container,
    JumpStart,
    Marketplace,
    Script,
    XGBoost,
)
from pipelines.sdk import Join
from pipelines.sdk.images import image_uri
from pipelines.sdk.step import RequestStep


@dataclass(frozen=True, kw_only=True)
class Learning:
    """What is trained, of which workload, on which data."""

    workload: str
    training: AnyJob
    image: Image
    data: Mapping[str, Any]
    """Channels and where their rows are."""


def training_step(
    learning: Learning, hyperparameters: Mapping[str, Any], ground: Ground
) -> RequestStep:
    """On spot it is not cached: its checkpoints lie by execution, so no other is like it."""
    request = {
        **job(learning, ground, keeps_checkpoints=True),
        "HyperParameters": dict(hyperparameters),
        "ProfilerConfig": {"DisableProfiler": True},
        **_debugger(learning, ground),
        **ground.tags,
    }
    return RequestStep(
        "Train",
        "Training",
        request,
        describes=("DescribeTrainingJobResponse",),
        retries=job_retries(),
        beside={} if is_spot(ground) else CACHED,
    )


def is_spot(ground: Ground) -> bool:
    return ground.surroundings.capacity == "spot"


def _debugger(learning: Learning, ground: Ground) -> dict[str, Any]:
    if not learning.training.debugger:
        return {}
    folder = joined(ground.vocabulary.placeholder("WorkUri"), EXECUTION, "Train", "debugger")
    return {"DebugHookConfig": {"S3OutputPath": folder, "LocalPath": "/opt/ml/output/tensors"}}


def job(learning: Learning, ground: Ground, *, keeps_checkpoints: bool) -> dict[str, Any]:
    """What a training job and one of a tuning have in common."""
    training, named = learning.training, ground.vocabulary.placeholder
    encrypted = training.instances > 1
    return {
        "RoleArn": named("TrainRole"),
        "AlgorithmSpecification": _algorithm(learning, ground),
        "InputDataConfig": channels(training, learning.data, ground.vocabulary),
        "OutputDataConfig": {"S3OutputPath": named("ModelsUri"), "KmsKeyId": ground.key},
        "ResourceConfig": _resources(training, ground),
        "VpcConfig": ground.vpc_to_files if training.file_system else ground.vpc,
        "EnableInterContainerTrafficEncryption": encrypted,
        "EnableNetworkIsolation": isinstance(training, Marketplace),
        **_patience(training, ground, keeps_checkpoints=keeps_checkpoints),
    }


def _algorithm(learning: Learning, ground: Ground) -> dict[str, Any]:
    training = learning.training
    what = (
        {"AlgorithmName": training.arn}
        if isinstance(training, Marketplace)
        else {"TrainingImage": _image(learning, ground)}
    )
    metrics = getattr(training, "metrics", {})
    measured = [{"Name": name, "Regex": pattern} for name, pattern in metrics.items()]
    definitions = {"MetricDefinitions": measured} if measured else {}
    return {**what, "TrainingInputMode": training.input, **definitions}


def _image(learning: Learning, ground: Ground) -> Any:
    match learning.training:
        case Script():
            image = learning.image
            return _framework_image(image.framework, image.version, image.python, ground)
        case XGBoost(version=version):
            return built_in_image(version, ground)
        case Container(image=OwnImage() as image):
            return _own_image(image, ground)
        case Container(image=image) | JumpStart(image=image):
            return image
    raise TypeError("an algorithm of the Marketplace has no image of its own here")


def _own_image(image: OwnImage, ground: Ground) -> Any:
    repository = ground.vocabulary.placeholder("ImageRepository")
    if image.digest is not None:
        return Join(on="@", values=[repository, image.digest])
    return Join(on=":", values=[repository, image.tag])


def built_in_image(version: str, ground: Ground) -> str:
    """The same one trains and serves."""
    return _framework_image("xgboost", version, None, ground)


def _framework_image(framework: str, version: str, python: str | None, ground: Ground) -> str:
    return image_uri(
        framework,
        version,
        python=python,
        region=ground.surroundings.region,
        instance_type=ground.surroundings.training_instance,
        scope="training",
    )


def _resources(training: AnyJob, ground: Ground) -> dict[str, Any]:
    instance_type = ground.surroundings.training_instance
    warm = {"KeepAlivePeriodInSeconds": training.keep_warm_minutes * 60}
    return {
        "InstanceCount": training.instances,
        "InstanceType": instance_type,
        "VolumeSizeInGB": training.volume_gib,
        **ground.volume_key(instance_type),
        **(warm if training.keep_warm_minutes else {}),
    }


def _patience(training: AnyJob, ground: Ground, *, keeps_checkpoints: bool) -> dict[str, Any]:
    around, runs = ground.surroundings, {"MaxRuntimeInSeconds": training.minutes * 60}
    if not is_spot(ground):
        return {"StoppingCondition": runs}
    waits = around.max_wait_minutes or training.minutes
    return {
        "StoppingCondition": {**runs, "MaxWaitTimeInSeconds": waits * 60},
        "EnableManagedSpotTraining": True,
        **(_checkpoints(ground) if keeps_checkpoints else {}),
    }


def _checkpoints(ground: Ground) -> dict[str, Any]:
    where = joined(ground.vocabulary.placeholder("CheckpointsUri"), EXECUTION)
    return {"CheckpointConfig": {"S3Uri": where, "LocalPath": "/opt/ml/checkpoints"}}
