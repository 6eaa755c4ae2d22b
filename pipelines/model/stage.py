"""The processing steps: one module of the workload each, with its settings."""

from typing import Literal, TypeAlias

from pydantic import Field

from pipelines.model.part import Listed, Mapped, Minutes, Part, Scalar, VolumeGib

StageName: TypeAlias = Literal["ingest", "validate", "prepare", "augment", "compress", "evaluate"]
ALWAYS: tuple[StageName, ...] = ("ingest", "validate", "prepare", "evaluate")


class Stage(Part):
    minutes: Minutes = Field(description="the most that the step may run, such as 10")
    settings: Mapped[str, Scalar | Listed[Scalar]] = Field(default_factory=dict)
    volume_gib: VolumeGib = 30
