"""What the functions of the desk are told of the fleets: where a job can go, and at what price."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from aws_cdk import aws_batch as batch


class Part(StrEnum):
    """Of what is told of a fleet; 4 KB hold all of it of five or six, so a function gets a cut."""

    QUEUES = "queues"
    ENVIRONMENTS = "environments"
    SIZES = "sizes"
    PRICES = "usd_per_vcpu_hour"


@dataclass(frozen=True, kw_only=True)
class KnownFleet:
    name: str
    queues: Mapping[str, batch.IJobQueue]
    """Spot first, where the fleet has any."""
    twins: Mapping[str, batch.IJobQueue] = field(default_factory=dict)
    """By the name of a queue on spot: the one for its jobs that runs on on-demand only."""
    spot: Sequence[batch.IComputeEnvironment] = ()
    on_demand: Sequence[batch.IComputeEnvironment] = ()
    sizes: Sequence[Sequence[int]] = ()
    """MiB that a job can have of an instance, vCPUs, GPUs, GiB of each GPU where it is known."""
    usd_per_vcpu_hour: Mapping[str, float] = field(default_factory=dict)
    """By capacity: ``spot``, ``on-demand``."""

    def part(self, part: Part) -> Any:
        match part:
            case Part.QUEUES:
                return self._queues()
            case Part.ENVIRONMENTS:
                return self._environments()
            case Part.SIZES:
                return sorted(list(size) for size in {*map(tuple, self.sizes)})
            case Part.PRICES:
                return dict(self.usd_per_vcpu_hour)

    def _queues(self) -> dict[str, dict[str, str]]:
        """By ARN, with the queues that its jobs can be moved to."""
        told: dict[str, dict[str, str]] = {}
        for name, queue in self.queues.items():
            twin = self.twins.get(name)
            told[queue.job_queue_arn] = {"on_demand": twin.job_queue_arn} if twin else {}
            if twin is not None:
                told[twin.job_queue_arn] = {"spot": queue.job_queue_arn}
        return told

    def _environments(self) -> dict[str, str]:
        sides = (("spot", self.spot), ("on-demand", self.on_demand))
        return {one.compute_environment_arn: side for side, every in sides for one in every}


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """Of all fleets, and of what SageMaker's instances cost that the environment asks for."""

    fleets: Sequence[KnownFleet]
    usd_per_ml_hour: Mapping[str, float] = field(default_factory=dict)

    @property
    def queues(self) -> list[batch.IJobQueue]:
        return [
            queue for one in self.fleets for queue in (*one.queues.values(), *one.twins.values())
        ]

    def setting(self, parts: Collection[Part] = tuple(Part)) -> str:
        """ARNs hold nothing that JSON would escape: they may be keys, as no token could."""
        told: dict[str, Any] = {
            fleet.name: {part.value: fleet.part(part) for part in parts} for fleet in self.fleets
        }
        if Part.PRICES in parts and self.usd_per_ml_hour:
            told["ml"] = dict(sorted(self.usd_per_ml_hour.items()))
        return json.dumps(told, separators=(",", ":"))
