"""The six ways to train, a type for each: what one of them has no use for is refused."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from pipelines.model.image import Address, AnyImage
from pipelines.model.input import FileSystem, InputMode
from pipelines.model.objective import Metrics, Objective
from pipelines.model.part import Mapped, Minutes, Part, Plain, Scalar, VolumeGib

_MODULE = r"^[a-z_][a-z0-9_]*$"
_ALGORITHM = r"^arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:[0-9]{12}:algorithm/[A-Za-z0-9-]+$"
_S3 = r"^s3://[^/\s]+/[^\s]+$"


class ModelParallel(Part):
    """Of SageMaker's model-parallel library."""

    processes_per_host: Annotated[int, Field(ge=1, le=64)] = Field(
        description="how many processes a host runs, such as 8"
    )
    parameters: Plain = Field(default_factory=dict)


class Job(Part):
    """What every training job has, whatever it runs."""

    minutes: Minutes = Field(description="the most that a training job may run, such as 60")
    objective: Objective | None = None
    hyperparameters: Mapped[str, Scalar] = Field(default_factory=dict)
    input: InputMode = "File"
    file_system: FileSystem | None = None
    instances: Annotated[int, Field(ge=1, le=256)] = 1
    volume_gib: VolumeGib = 50
    keep_warm_minutes: Annotated[int, Field(ge=0, le=60)] = 0
    debugger: bool = False
    """Closed to new accounts since 30 July 2026."""


class Scripted(Job):
    """What the toolkit in the container understands."""

    metrics: Metrics = Field(default_factory=dict)
    distribution: Literal["none", "ddp", "smddp", "smp"] = "none"
    model_parallel: ModelParallel | None = None


class Script(Scripted):
    algorithm: Literal["script"]
    script: Annotated[str, Field(pattern=_MODULE)] = Field(
        description="the module of the workload that trains, such as learn"
    )


class Container(Scripted):
    """An image of one's own; with a script, the code is brought to it at each run."""

    algorithm: Literal["container"]
    image: AnyImage = Field(
        description="the ECR URI of the image, or {repository: training, tag: ...}"
    )
    script: Annotated[str, Field(pattern=_MODULE)] | None = None


class XGBoost(Job):
    """AWS's built-in algorithm: its metrics are known to SageMaker."""

    algorithm: Literal["xgboost"]
    version: str = Field(description="the version of the algorithm, in quotes, such as 3.2-0")


class Marketplace(Job):
    algorithm: Literal["marketplace"]
    arn: Annotated[str, Field(pattern=_ALGORITHM)] = Field(
        description="the ARN of the algorithm that the account is subscribed to"
    )


class JumpStart(Job):
    """Its three addresses depend on the region; ``docs/pipelines.md`` says how to find them."""

    algorithm: Literal["jumpstart"]
    image: Address = Field(description="the ECR URI of the image")
    artifact: Annotated[str, Field(pattern=_S3)] = Field(
        description="the S3 URI of the model that is trained on"
    )
    script: Annotated[str, Field(pattern=_S3)] = Field(
        description="the S3 URI of the training script's sourcedir.tar.gz"
    )
    program: str = "transfer_learning.py"
    metrics: Metrics = Field(default_factory=dict)


class Autopilot(Part):
    algorithm: Literal["autopilot"]
    target: str = Field(description="the column that is to be foretold")
    minutes: Minutes = Field(description="the most that the whole search may run, such as 120")
    minutes_each: Minutes = 30
    candidates: Annotated[int, Field(ge=1, le=750)] = 10
    metric: (
        Literal["Accuracy", "BalancedAccuracy", "F1", "F1macro", "AUC", "MSE", "RMSE", "R2"] | None
    ) = None


AnyJob: TypeAlias = Script | Container | XGBoost | Marketplace | JumpStart
Training: TypeAlias = Annotated[AnyJob | Autopilot, Field(discriminator="algorithm")]
