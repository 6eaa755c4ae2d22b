"""File systems that training jobs can mount."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from config.data import DataZone
from config.errors import RefusedError
from config.part import Part
from config.prefixes import Prefix

_SMALLEST_GIB = 1200
_STEP_GIB = 2400
_LARGEST_GIB = 1_200_000


def _sold(gib: int) -> int:
    if gib != _SMALLEST_GIB and (gib <= 0 or gib % _STEP_GIB):
        larger = _SMALLEST_GIB if gib < _SMALLEST_GIB else -(-gib // _STEP_GIB) * _STEP_GIB
        raise RefusedError(
            "must be a size that FSx for Lustre has",
            allowed=f"{_SMALLEST_GIB}, or a multiple of {_STEP_GIB}",
            instead=str(larger),
        )
    return gib


class Lustre(Part):
    capacity_gib: Annotated[int, AfterValidator(_sold)] = Field(
        le=_LARGEST_GIB,
        description="GiB: 1200, or a multiple of 2400; paid for, used or not",
    )
    prefix: Prefix = Field(description="the prefix in the features zone that it shows as files")

    @field_validator("prefix")
    @classmethod
    def _within_the_zone(cls, prefix: str) -> str:
        zone, _, rest = prefix.partition("/")
        if zone == DataZone.FEATURES:
            raise RefusedError(
                f"is within the zone {zone} already: leave the zone out", instead=rest
            )
        return prefix


class FileStores(Part):
    lustre: Lustre | None = Field(default=None, description="FSx for Lustre; without it: none")
    efs: bool = Field(default=False, description="whether there is an EFS file system")

    @model_validator(mode="after")
    def _some(self) -> Self:
        if self.lustre is None and not self.efs:
            raise RefusedError("turns nothing on: leave it out, or give lustre or efs: true")
        return self
