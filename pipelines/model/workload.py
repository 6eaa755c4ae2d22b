"""A workload, whole."""

from typing import Annotated, Literal

from pydantic import Field

from pipelines.model.gate import Gate
from pipelines.model.image import Image
from pipelines.model.part import Mapped, OrOff, Part, Plain
from pipelines.model.register import Register
from pipelines.model.stage import Stage, StageName
from pipelines.model.training import Training
from pipelines.model.tuning import Tuning


class Workload(Part):
    problem: Literal["binary", "multiclass", "regression"] = Field(
        description="binary, multiclass or regression"
    )
    seed: int = Field(ge=0, le=2**32 - 1, description="a whole number, such as 1")
    image: Image = Field(description="the image of the stages and of a script's training")
    stages: Mapped[StageName, Stage] = Field(description="the processing steps")
    augmentation: Annotated[Plain | None, OrOff] = None
    training: Training = Field(description="how the model is trained")
    tuning: Annotated[Tuning | None, OrOff] = None
    compression: Annotated[Plain | None, OrOff] = None
    gate: Gate = Field(description="what a model must reach")
    registration: Register = Field(alias="register", default=Register())
