"""The regions, zones, instance types and prices there are, as tools/catalogue.py wrote them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from config.errors import RefusedError
from config.words import listed, nearest

_FACTS = Path(__file__).with_name("facts")

PRICES_OF = "us-east-1"
"""The region whose prices the facts hold."""

_FREE_FOR_JOBS = 0.9
"""What the ECS agent and the kernel take from an instance's memory, left out of the account."""


@dataclass(frozen=True)
class Region:
    zones: tuple[str, ...]
    instance_types: frozenset[str]


@dataclass(frozen=True)
class InstanceType:
    vcpus: int
    memory_gib: int
    gpus: int
    gpu_memory_gib: int
    """Of each GPU."""
    nvme_gib: int
    has_efa: bool
    usd_per_hour: float
    """On-demand, Linux, in PRICES_OF."""

    @property
    def memory_mib_for_jobs(self) -> int:
        return int(self.memory_gib * 1024 * _FREE_FOR_JOBS)


@cache
def regions() -> Mapping[str, Region]:
    return {
        name: Region(tuple(fact["zones"]), frozenset(fact["instance_types"]))
        for name, fact in _read("regions")["regions"].items()
    }


@cache
def instance_types() -> Mapping[str, InstanceType]:
    facts = _read("instance_types")["instance_types"]
    return {name: InstanceType(**fact) for name, fact in facts.items()}


@dataclass(frozen=True)
class Fargate:
    usd_per_vcpu_hour: float
    usd_per_gib_hour: float
    memory_mib: Mapping[float, tuple[int, ...]]
    """What a task may have, by its vCPUs."""

    @property
    def dearest_usd_per_vcpu_hour(self) -> float:
        return max(
            self.usd_per_vcpu_hour + sizes[-1] / 1024 * self.usd_per_gib_hour / vcpus
            for vcpus, sizes in self.memory_mib.items()
        )


@cache
def fargate() -> Fargate:
    facts = _read("fargate")
    sizes = {float(vcpus): tuple(each) for vcpus, each in facts["memory_mib"].items()}
    return Fargate(facts["usd"]["vcpu_hour"], facts["usd"]["gib_hour"], sizes)


def unknown_instance_type(name: str) -> RefusedError:
    family = name.partition(".")[0]
    why = _read("instance_types")["left_out"].get(family)
    if why:
        return RefusedError(f"cannot be used: {family} {why}")
    families = dict.fromkeys(known.partition(".")[0] for known in instance_types())
    return RefusedError(
        "unknown instance type",
        allowed=f"sizes of {listed(families)}",
        instead=nearest(name, instance_types()),
    )


@cache
def _read(facts: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((_FACTS / f"{facts}.json").read_text("utf-8"))
    return read
