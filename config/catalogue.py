"""The regions, zones and instance types that exist, as tools/catalogue.py last wrote them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from config.errors import RefusedError
from config.words import listed, nearest

_FACTS = Path(__file__).with_name("facts")

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
