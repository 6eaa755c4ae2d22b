"""What every part of an environment has in common: frozen, complete, nothing coerced."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    WrapSerializer,
)

from config.words import Spelling

Key = TypeVar("Key")
Value = TypeVar("Value")


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _as_written(value: Mapping[str, object], write: SerializerFunctionWrapHandler) -> Any:
    return write(dict(value))


Label: TypeAlias = Annotated[
    str,
    Spelling(
        r"(?=.{1,20}$)[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*",
        "at most 20 lower-case letters and digits, in words that begin with a letter, "
        "joined by hyphens",
    ),
]
"""The name of a fleet or a job: construct ids are made from it."""

Mapped: TypeAlias = Annotated[
    Mapping[Key, Value],
    AfterValidator(MappingProxyType),
    WrapSerializer(_as_written),
]
Named: TypeAlias = Mapped[Label, Value]
Listed: TypeAlias = Annotated[tuple[Value, ...], Field(strict=False)]
"""YAML has lists, no tuples."""
