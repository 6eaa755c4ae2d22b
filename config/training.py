"""A training job: what it runs, what it needs, and where it picks up again."""

from dataclasses import dataclass
from enum import StrEnum
from re import fullmatch
from typing import Annotated

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from config.data import DataZone
from config.errors import RefusedError
from config.images import pullable
from config.part import Part
from config.prefixes import LONGEST_PREFIX, PREFIX, overlap
from config.words import unknown

_FOR_CHECKPOINTS = (DataZone.FEATURES, DataZone.MODELS)
_YEAR_MINUTES = 525_600


class Capacity(StrEnum):
    SPOT = "spot"
    ON_DEMAND = "on-demand"


@dataclass(frozen=True)
class Location:
    """A prefix in a data zone, written ``<zone>/<prefix>``."""

    zone: DataZone
    prefix: str

    def __str__(self) -> str:
        return f"{self.zone}/{self.prefix}"

    def overlaps(self, other: "Location") -> bool:
        return overlap(str(self), str(other))


def _location(given: object) -> Location:
    if isinstance(given, Location):
        return given
    zone, _, prefix = given.partition("/") if isinstance(given, str) else ("", "", "")
    if zone and zone not in _FOR_CHECKPOINTS:
        raise unknown("zone for checkpoints", zone, _FOR_CHECKPOINTS)
    if not zone or not fullmatch(PREFIX, prefix) or len(prefix) > LONGEST_PREFIX:
        raise RefusedError("must be <zone>/<prefix>, such as models/checkpoints/digits")
    return Location(DataZone(zone), prefix)


_Location = Annotated[
    Location,
    BeforeValidator(_location),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "pattern": f"^(features|models)/{PREFIX}$"}),
]


class TrainingJob(Part):
    fleet: str = Field(description="the fleet that runs it, by its name under fleets")
    capacity: Annotated[Capacity, Field(strict=False)] = Field(
        description="spot: cheap and reclaimed now and then; on-demand: neither"
    )
    image: Annotated[str, AfterValidator(pullable)] = Field(
        description="the container image, in an ECR registry of the same region"
    )
    vcpus: int = Field(ge=1, description="vCPUs of one attempt")
    memory_mib: int = Field(ge=4, description="MiB of memory of one attempt")
    gpus: int = Field(ge=0, description="GPUs of one attempt")
    attempts: int = Field(ge=1, le=10, description="how often it may start, the first included")
    timeout_minutes: int = Field(
        ge=1, le=_YEAR_MINUTES, description="minutes after which an attempt is ended"
    )
    team: str | None = Field(
        default=None, description="the team it belongs to, by its name under teams"
    )
    checkpoints: _Location | None = Field(
        default=None,
        validate_default=True,
        description="<zone>/<prefix> it resumes from, in features or models; spot needs it",
    )

    @field_validator("attempts")
    @classmethod
    def _spot_tries_again(cls, attempts: int, info: ValidationInfo) -> int:
        if info.data.get("capacity") is Capacity.SPOT and attempts == 1:
            raise RefusedError("a job on spot must be able to start again", allowed="2 to 10")
        return attempts

    @field_validator("checkpoints")
    @classmethod
    def _spot_resumes(cls, where: Location | None, info: ValidationInfo) -> Location | None:
        if where is None and info.data.get("capacity") is Capacity.SPOT:
            raise RefusedError(
                "a job on spot loses its work without checkpoints",
                allowed="<zone>/<prefix>, such as models/checkpoints/digits",
            )
        return where
