"""What the desk knows of the fleets: where a job can go instead, and what it costs there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

ON_DEMAND, SPOT = "on-demand", "spot"


class Size(NamedTuple):
    """What a job can have of one instance."""

    memory_mib: int
    vcpus: int
    gpus: int
    gpu_memory_gib: int | None = None
    """Of each GPU, where it is told."""


@dataclass(frozen=True, kw_only=True)
class Fleet:
    name: str
    queues: Mapping[str, Mapping[str, str]]
    """By ARN: the queues of the same fleet for the other capacity."""
    environments: Mapping[str, str] = field(default_factory=dict)
    """By ARN: spot or on-demand."""
    sizes: Sequence[Size] = ()
    """From the smallest on."""
    usd_per_vcpu_hour: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Fleets:
    fleets: Sequence[Fleet] = ()
    usd_per_hour: Mapping[str, float] = field(default_factory=dict)
    """Of SageMaker's instance types."""

    def fleet_of(self, queue: str) -> Fleet | None:
        return next((fleet for fleet in self.fleets if queue in fleet.queues), None)

    def other(self, queue: str, capacity: str) -> str | None:
        """The queue of the same fleet whose jobs run on ``capacity`` only."""
        fleet = self.fleet_of(queue)
        return fleet.queues[queue].get(capacity.replace("-", "_")) if fleet else None

    def larger(self, queue: str, *, memory_mib: int, vcpus: int, gpus: int) -> Size | None:
        """The next size with more memory than a job has that needs so many vCPUs and GPUs."""
        return next(
            (size for size in self._fitting(queue, vcpus, gpus) if size.memory_mib > memory_mib),
            None,
        )

    def larger_gpu(self, queue: str, *, memory_mib: int, vcpus: int, gpus: int) -> Size | None:
        """One whose memory only instances with larger GPUs than the job's have."""
        fitting = self._fitting(queue, vcpus, gpus)
        roomy = [size for size in fitting if size.memory_mib >= memory_mib]
        if not roomy or any(size.gpu_memory_gib is None for size in roomy):
            return None
        least = min(size.gpu_memory_gib or 0 for size in roomy)
        for place, size in enumerate(roomy):
            if all((each.gpu_memory_gib or 0) > least for each in roomy[place:]):
                return size if size.memory_mib > memory_mib else None
        return None

    def is_spot(self, host: str | None) -> bool | None:
        """Of a container instance: its ECS cluster is named after its compute environment."""
        named = {
            environment.rpartition("/")[2]: capacity
            for fleet in self.fleets
            for environment, capacity in fleet.environments.items()
        }
        of_it = [name for name in named if host and name in host]
        return named[max(of_it, key=len)] == SPOT if of_it else None

    def usd_per_vcpu_hour(self, queue: str, *, on_spot: bool) -> float | None:
        fleet = self.fleet_of(queue)
        return fleet.usd_per_vcpu_hour.get(SPOT if on_spot else ON_DEMAND) if fleet else None

    def usd_per_ml_hour(self, instance_type: str | None) -> float | None:
        return self.usd_per_hour.get(instance_type or "")

    def _fitting(self, queue: str, vcpus: int, gpus: int) -> list[Size]:
        fleet = self.fleet_of(queue)
        sizes = sorted(fleet.sizes) if fleet else []
        return [size for size in sizes if size.vcpus >= vcpus and size.gpus >= gpus]
