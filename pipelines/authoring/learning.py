"""Train or Tune: which step the workload's file asks for, and the model that comes of it."""

from typing import Any

from pipelines.authoring.autopilot import autopilot_step, best_container
from pipelines.authoring.candidate import Data, Model
from pipelines.authoring.hyperparameters import hyperparameters
from pipelines.authoring.job import Ground
from pipelines.authoring.training import Learning, built_in_image, training_step
from pipelines.authoring.tuning import best_model, tuning_step
from pipelines.authoring.vocabulary import overridden
from pipelines.definition import Priced
from pipelines.model.training import AnyJob, Autopilot, XGBoost
from pipelines.model.workload import Workload
from pipelines.sdk.step import RequestStep


def learned(
    name: str, workload: Workload, data: Data, ground: Ground
) -> tuple[RequestStep, Model, Priced]:
    channels = {"train": data.train, "validation": data.validation}
    training = workload.training
    instance_type = ground.surroundings.training_instance
    if isinstance(training, Autopilot):
        step = autopilot_step(training, workload.problem, channels, ground)
        best = best_container(step)
        model = Model(archive=best.ModelDataUrl, image=best.Image, environment=_environment(best))
        return (
            step,
            model,
            Priced(step=step.name, minutes=training.minutes, instance_type=instance_type),
        )
    learning = Learning(workload=name, training=training, image=workload.image, data=channels)
    step, archive, jobs = _trained(learning, workload, ground)
    priced = Priced(
        step=step.name,
        minutes=training.minutes,
        instance_type=instance_type,
        how_many=training.instances * jobs,
    )
    return step, Model(archive=archive, image=_own_image(training, ground)), priced


def _trained(
    learning: Learning, workload: Workload, ground: Ground
) -> tuple[RequestStep, Any, int]:
    tuning = workload.tuning
    tuned = () if tuning is None else tuple(tuning.ranges)
    static = hyperparameters(
        learning.training,
        overridden(learning.training.hyperparameters, ground.surroundings.parameters, tuned),
        workload=learning.workload,
        vocabulary=ground.vocabulary,
        instance_type=ground.surroundings.training_instance,
    )
    if tuning is None:
        step = training_step(learning, static, ground)
        return step, step.properties.ModelArtifacts.S3ModelArtifacts, 1
    step = tuning_step(learning, tuning, static, seed=workload.seed, ground=ground)
    return step, best_model(step), tuning.jobs


def _own_image(training: AnyJob, ground: Ground) -> str | None:
    return built_in_image(training.version, ground) if isinstance(training, XGBoost) else None


def _environment(best: Any) -> dict[str, Any]:
    return {name: best.Environment[name] for name in _OF_AUTOPILOT}


_OF_AUTOPILOT = (
    "MODEL_NAME",
    "SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT",
    "SAGEMAKER_INFERENCE_OUTPUT",
    "SAGEMAKER_INFERENCE_SUPPORTED",
    "SAGEMAKER_PROGRAM",
    "SAGEMAKER_SUBMIT_DIRECTORY",
)
