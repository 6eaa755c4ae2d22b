"""What a workload asks of its environment beside data and instances: rights follow from it."""

from dataclasses import dataclass
from typing import Literal

from pipelines.model.image import OwnImage
from pipelines.model.training import Autopilot, Container
from pipelines.model.workload import Workload


@dataclass(frozen=True, kw_only=True)
class Needs:
    file_system: Literal["efs", "lustre"] | None = None
    """Of the file stores that the environment has."""
    repository: str | None = None
    """Of the environment's own, by its name in the file."""
    closed_services: frozenset[str] = frozenset()
    """Those that AWS has closed to new accounts, by their names under ``existing_customer``."""


def needs_of(workload: Workload) -> Needs:
    training = workload.training
    if isinstance(training, Autopilot):
        return Needs()
    image = training.image if isinstance(training, Container) else None
    return Needs(
        file_system=training.file_system.kind if training.file_system else None,
        repository=image.repository if isinstance(image, OwnImage) else None,
        closed_services=frozenset({"debugger"} if training.debugger else ()),
    )
