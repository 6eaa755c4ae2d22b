"""A fleet: instances that jobs wait for in one queue, spot first, on-demand behind it."""

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from config.catalogue import InstanceType, instance_types, unknown_instance_type
from config.errors import RefusedError
from config.part import Listed, Part
from config.words import OneOf

_SPOT_CHOICES = 3
_MOST_VCPUS = 100_000
_ROOT_IMAGE_GIB = 30
_LARGEST_VOLUME_GIB = 16_384

_Type = Annotated[str, OneOf(instance_types, unknown_instance_type)]


class Fleet(Part):
    spot_max_vcpus: int = Field(
        ge=0, le=_MOST_VCPUS, description="vCPUs that may run on spot at once; 0: no spot"
    )
    on_demand_max_vcpus: int = Field(
        ge=0, le=_MOST_VCPUS, description="vCPUs that may run on-demand at once; 0: no on-demand"
    )
    volume_gib: int = Field(
        ge=_ROOT_IMAGE_GIB,
        le=_LARGEST_VOLUME_GIB,
        description="GiB of disk of each instance: its image, the container image, scratch",
    )
    instance_types: Listed[_Type] = Field(
        min_length=1, description="instance types to choose from, such as g5.xlarge"
    )

    @property
    def choices(self) -> dict[str, InstanceType]:
        return {name: instance_types()[name] for name in self.instance_types}

    @property
    def has_gpus(self) -> bool:
        return any(choice.gpus for choice in self.choices.values())

    @field_validator("on_demand_max_vcpus")
    @classmethod
    def _some_instances(cls, vcpus: int, info: ValidationInfo) -> int:
        if not vcpus and info.data.get("spot_max_vcpus") == 0:
            raise RefusedError("spot_max_vcpus or on_demand_max_vcpus must be more than 0")
        return vcpus

    @field_validator("instance_types")
    @classmethod
    def _one_kind(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if len({instance_types()[name].gpus > 0 for name in names}) > 1:
            without = next(name for name in names if not instance_types()[name].gpus)
            raise RefusedError(
                f"{without} has no GPU and the others have: make it a fleet of its own"
            )
        return names

    @field_validator("instance_types")
    @classmethod
    def _spot_needs_choice(cls, names: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if info.data.get("spot_max_vcpus") and len(set(names)) < _SPOT_CHOICES:
            raise RefusedError(
                f"spot runs out of one type at a time: needs at least {_SPOT_CHOICES}, "
                f"given {len(set(names))}"
            )
        return names
