"""What the rules between the parts look at: an environment, or what is sound of a wrong one."""

from collections.abc import Iterator, Mapping
from typing import Protocol, TypeAlias, TypeVar

from config.data import DataPolicy
from config.errors import RefusedError, Where
from config.fleets import Fleet
from config.training import TrainingJob

Broken: TypeAlias = Iterator[tuple[Where, RefusedError]]
Value = TypeVar("Value")


class Whole(Protocol):
    """A part that could not be read is None, so that the rules between the others still speak."""

    @property
    def name(self) -> str | None: ...
    @property
    def region(self) -> str | None: ...
    @property
    def zones(self) -> tuple[str, ...] | None: ...
    @property
    def data(self) -> DataPolicy | None: ...
    @property
    def fleets(self) -> Mapping[str, Fleet | None] | None: ...
    @property
    def training(self) -> Mapping[str, TrainingJob | None] | None: ...


def sound(named: Mapping[str, Value | None] | None) -> Iterator[tuple[str, Value]]:
    for name, value in (named or {}).items():
        if value is not None:
            yield name, value
