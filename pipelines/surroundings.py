"""What an environment says of a pipeline, as far as its definition must know it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    pipeline: str
    """Its name in SageMaker."""
    region: str
    processing_instance: str
    training_instance: str
    subnets: int
    capacity: Literal["spot", "on-demand"] = "on-demand"
    """Of training and tuning jobs."""
    max_wait_minutes: int | None = None
    """On spot: waiting and running together."""
    parameters: Mapping[str, int | float | str] = field(default_factory=dict)
    """Hyperparameters whose values differ from the workload's."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Of every job, such as the team that pays for it."""
    file_systems: frozenset[str] = frozenset()
    """``efs``, ``lustre``: what there is to be mounted."""
    repositories: frozenset[str] = frozenset()
    """Of images of our own."""
    existing_customer: frozenset[str] = frozenset()
    """Services that AWS has closed to new accounts, and that this account may still use."""
