"""What fleets on instances and fleets on Fargate have in common: limits, a cap, queues."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Annotated, TypeAlias

from pydantic import Field, ValidationInfo, field_validator

from config.errors import RefusedError
from config.part import Label, Mapped, Part

MOST_VCPUS = 100_000
_HIGHEST_PRIORITY = 1000
_SHORTEST_MINUTES, _LONGEST_MINUTES = 10, 1440
"""Of AWS Batch, for how long a job may wait at the head of its queue."""

_Minutes: TypeAlias = Annotated[int, Field(ge=_SHORTEST_MINUTES, le=_LONGEST_MINUTES)]
_Priority: TypeAlias = Annotated[int, Field(ge=0, le=_HIGHEST_PRIORITY)]


class StuckMinutes(Part):
    """How long the job at the head of a queue may wait, by what it waits for."""

    misconfiguration: _Minutes = Field(
        default=15, description="minutes to wait if no instance could ever hold the job"
    )
    capacity: _Minutes = Field(default=120, description="minutes to wait for AWS to have instances")
    vcpus_cap: _Minutes = Field(
        default=720, description="minutes to wait if the job needs more than the fleet's limits"
    )


class Pool(Part):
    spot_max_vcpus: int = Field(
        ge=0, le=MOST_VCPUS, description="vCPUs that may run on spot at once; 0: no spot"
    )
    on_demand_max_vcpus: int = Field(
        ge=0, le=MOST_VCPUS, description="vCPUs that may run on-demand at once; 0: no on-demand"
    )
    max_usd_per_hour: float = Field(
        ge=0.01,
        allow_inf_nan=False,
        description="USD an hour that are accepted: at least what all of these vCPUs can cost",
    )
    queues: Annotated[Mapped[Label, _Priority], Field(min_length=1)] = Field(
        default_factory=lambda: {"normal": 10},
        validate_default=True,
        description="queues and their priorities, the higher first; jobs go to the first listed",
    )
    stuck_minutes: StuckMinutes = Field(
        default=StuckMinutes(), description="minutes after which a job that cannot start is ended"
    )

    @property
    def first_queue(self) -> str:
        """Where jobs go that name none."""
        return next(iter(self.queues))

    @property
    def worst_usd_per_hour(self) -> float:
        """With all the vCPUs running that AWS Batch may start, on-demand, in us-east-1.

        Spot is counted as on-demand, which is the most that it is ever sold for.
        """
        return self._worst_usd(self.spot_max_vcpus) + self._worst_usd(self.on_demand_max_vcpus)

    @abstractmethod
    def _worst_usd(self, max_vcpus: int) -> float: ...

    @field_validator("on_demand_max_vcpus")
    @classmethod
    def _some_capacity(cls, vcpus: int, info: ValidationInfo) -> int:
        if not vcpus and info.data.get("spot_max_vcpus") == 0:
            raise RefusedError("spot_max_vcpus or on_demand_max_vcpus must be more than 0")
        return vcpus

    @field_validator("queues")
    @classmethod
    def _one_after_the_other(cls, queues: Mapping[str, int]) -> Mapping[str, int]:
        """AWS Batch takes equal ones, and says nothing of which goes first."""
        first: dict[int, str] = {}
        for name, priority in queues.items():
            other = first.setdefault(priority, name)
            if other != name:
                raise RefusedError(
                    f"{other} and {name} have priority {priority}, so neither goes first"
                )
        return queues
