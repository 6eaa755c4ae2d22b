"""A registered model, and the champion: the newest that a person approved."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

NONE = "none"
"""What a step of a pipeline reads where there is nothing: it has no other way to say so."""
_MODEL, _TRANSFORM = "model", "transform"


class ChampionError(Exception):
    """The model that serves cannot be held against another: nobody knows where it lies."""


@dataclass(frozen=True, kw_only=True)
class Container:
    hostname: str | None
    model_uri: str | None


@dataclass(frozen=True, kw_only=True)
class Package:
    arn: str
    group: str
    version: int
    approval: str
    """As SageMaker writes it."""
    containers: Sequence[Container]
    """In the order of serving: what transforms comes first, the model last."""
    report_uri: str | None
    """Where its evaluation lies."""

    @property
    def model_uri(self) -> str | None:
        last = self.containers[-1].model_uri if self.containers else None
        return self._of(_MODEL) or last

    @property
    def transform_uri(self) -> str | None:
        return self._of(_TRANSFORM)

    def _of(self, hostname: str) -> str | None:
        named = [each.model_uri for each in self.containers if each.hostname == hostname]
        return named[0] if named else None


@dataclass(frozen=True, kw_only=True)
class Champion:
    model_uri: str = NONE
    transform_uri: str = NONE
    package_arn: str = NONE


class Registry(Protocol):
    def newest_approved(self, group: str) -> str | None: ...

    def package(self, arn: str) -> Package: ...


def champion_of(group: str, registry: Registry) -> Champion:
    arn = registry.newest_approved(group)
    if arn is None:
        return Champion()
    package = registry.package(arn)
    if package.model_uri is None:
        raise ChampionError(f"{arn} is approved, and none of its containers names its model")
    return Champion(
        model_uri=package.model_uri,
        transform_uri=package.transform_uri or NONE,
        package_arn=arn,
    )
