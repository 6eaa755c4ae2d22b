"""What every part of a workload has in common: frozen, complete, nothing coerced."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from pipelines.words import RefusedError

Key = TypeVar("Key")
Value = TypeVar("Value")


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


Mapped: TypeAlias = Annotated[Mapping[Key, Value], AfterValidator(MappingProxyType)]
Listed: TypeAlias = Annotated[tuple[Value, ...], Field(strict=False)]
"""YAML has lists, no tuples."""


def _no_scalar(value: object) -> object:
    if not isinstance(value, int | float | str):
        raise RefusedError("must be a number, a text, or true or false")
    return value


def _off(value: object) -> object:
    return None if value == "off" else value


Scalar: TypeAlias = Annotated[int | float | str | bool, BeforeValidator(_no_scalar)]
Plain: TypeAlias = Mapping[str, Any]
"""What a library of the workloads reads and refuses itself: augmentation, compression."""
OrOff = BeforeValidator(_off)
"""``off`` in the file is None here."""

Minutes: TypeAlias = Annotated[int, Field(ge=1, le=28 * 24 * 60)]
VolumeGib: TypeAlias = Annotated[int, Field(ge=1, le=16_384)]
