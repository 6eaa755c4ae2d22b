"""What every job has: what it runs, where, how much it needs, and what it is given."""

from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from config.arns import SecretArn
from config.errors import RefusedError
from config.images import pullable
from config.parameters import Parameters
from config.part import Listed, Mapped, Part
from config.words import Spelling

_YEAR_MINUTES = 525_600
_DOCKERS_OWN_MIB = 64

OURS = (
    *("CODE_URI", "LIBRARY_URI", "ENTRY_MODULE", "DATA_URI", "CHECKPOINT_URI", "MODEL_URI"),
    *("READS", "WRITES"),
    *("HOME", "USER", "MASTER_PORT"),
)
"""Variables that the platform sets in a container."""

CodeName: TypeAlias = Annotated[
    str,
    Spelling(
        r"[a-z][a-z0-9_]{0,39}",
        "the name of a Python module: lower-case letters, digits and underscores",
    ),
]
"""A folder of workloads/, or a script in it."""

_Variable = Annotated[
    str,
    Spelling(
        rf"(?!AWS_|ECS_|({'|'.join(OURS)})$)[A-Z][A-Z0-9_]{{0,63}}",
        "a variable: capitals, digits and underscores, not beginning with AWS_ or ECS_, "
        f"and none of the platform's own ({', '.join(OURS)})",
    ),
]


class Capacity(StrEnum):
    SPOT = "spot"
    ON_DEMAND = "on-demand"


class Mount(StrEnum):
    """A file store that a job sees as a folder."""

    LUSTRE = "lustre"
    EFS = "efs"


class Job(Part):
    fleet: str = Field(description="the fleet that runs it, by its name")
    capacity: Annotated[Capacity, Field(strict=False)] = Field(
        description="spot: cheap and reclaimed now and then; on-demand: neither"
    )
    queue: str | None = Field(
        default=None, description="the queue it waits in; without it the first of its fleet"
    )
    image: Annotated[str, AfterValidator(pullable)] = Field(
        description="the container image, in an ECR registry of the same region"
    )
    memory_mib: int = Field(ge=4, description="MiB of memory of one attempt")
    shared_memory_mib: int | None = Field(
        default=None,
        ge=_DOCKERS_OWN_MIB,
        description="MiB of its memory that /dev/shm may take; without it 64",
    )
    attempts: int = Field(ge=1, le=10, description="how often it may start, the first included")
    timeout_minutes: int = Field(
        ge=1, le=_YEAR_MINUTES, description="minutes after which an attempt is ended"
    )
    team: str | None = Field(
        default=None, description="the team it belongs to, by its name under teams"
    )
    parameters: Parameters = Field(
        default_factory=dict,
        validate_default=True,
        description="flags of the script that a submission may change, and their defaults",
    )
    secrets: Mapped[_Variable, SecretArn] = Field(
        default_factory=dict,
        validate_default=True,
        description="variables that hold secrets, and the ARNs of the secrets",
    )
    mounts: Listed[Annotated[Mount, Field(strict=False)]] = Field(
        default=(), description="file stores that it sees as folders: lustre, efs"
    )

    @field_validator("attempts")
    @classmethod
    def _spot_tries_again(cls, attempts: int, info: ValidationInfo) -> int:
        if info.data.get("capacity") is Capacity.SPOT and attempts == 1:
            raise RefusedError("a job on spot must be able to start again", allowed="2 to 10")
        return attempts

    @field_validator("shared_memory_mib")
    @classmethod
    def _within_its_memory(cls, shared: int | None, info: ValidationInfo) -> int | None:
        most = info.data.get("memory_mib")
        if shared and most and shared > most:
            raise RefusedError("is more than memory_mib, of which it is", allowed=f"at most {most}")
        return shared
