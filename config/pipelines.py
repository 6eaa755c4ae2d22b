"""A pipeline: a workload on SageMaker, from what it ingests to the model that it registers."""

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from config.errors import RefusedError
from config.jobs import Capacity, CodeName
from config.locations import Ingested
from config.ml_instance_types import ProcessingInstance, TrainingInstance
from config.parameters import Parameters
from config.part import Part

_LONGEST_MINUTES = 40_320
"""28 days, which is the longest that SageMaker lets a training job run."""

_MOST_STEPS = 50


class Instances(Part):
    processing: ProcessingInstance = Field(
        description="the type that data is prepared and models are judged on, such as ml.m5.large"
    )
    training: TrainingInstance = Field(
        description="the type that training and tuning jobs run on, such as ml.g4dn.xlarge"
    )


class Pipeline(Part):
    workload: CodeName | None = Field(
        default=None, description="the folder of workloads/ that holds it; without it its own name"
    )
    team: str | None = Field(
        default=None, description="the team it belongs to, by its name under teams"
    )
    data: Ingested = Field(
        description="<zone>/<prefix> of what it ingests, in raw, curated or features"
    )
    capacity: Annotated[Capacity, Field(strict=False)] = Field(
        description="of training and tuning; spot: cheap and reclaimed now and then, or on-demand"
    )
    instances: Instances = Field(description="the instance types that its steps run on")
    max_wait_minutes: int | None = Field(
        default=None,
        validate_default=True,
        ge=1,
        le=_LONGEST_MINUTES,
        description="minutes that a job on spot may run and wait together; spot needs it",
    )
    max_usd: float = Field(
        ge=0.01,
        allow_inf_nan=False,
        description="USD that are accepted for one execution: at least what it can cost",
    )
    parallel_steps: int = Field(
        default=4, ge=1, le=_MOST_STEPS, description="steps that may run at once; without it 4"
    )
    parameters: Parameters = Field(
        default_factory=dict,
        validate_default=True,
        description="parameters of the pipeline whose values differ from the workload's",
    )

    @field_validator("max_wait_minutes")
    @classmethod
    def _only_spot_waits(cls, minutes: int | None, info: ValidationInfo) -> int | None:
        capacity = info.data.get("capacity")
        if minutes is None and capacity is Capacity.SPOT:
            raise RefusedError(
                "a job on spot waits for capacity, and somebody must say for how long",
                allowed="minutes, at least those that training may take",
            )
        if minutes is not None and capacity is Capacity.ON_DEMAND:
            raise RefusedError("on-demand does not wait for spot: leave it out")
        return minutes

    def workload_of(self, name: str) -> str:
        """The folder of workloads/, for a pipeline of that name."""
        return self.workload or name.replace("-", "_")
