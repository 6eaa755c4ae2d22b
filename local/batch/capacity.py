"""What a job needs and what an instance has, in the three things that Batch counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Capacity:
    vcpus: float
    memory_mib: float
    gpus: int = 0

    def holds(self, needs: "Capacity") -> bool:
        return (
            self.vcpus >= needs.vcpus
            and self.memory_mib >= needs.memory_mib
            and self.gpus >= needs.gpus
        )

    def __add__(self, other: "Capacity") -> "Capacity":
        return Capacity(
            self.vcpus + other.vcpus, self.memory_mib + other.memory_mib, self.gpus + other.gpus
        )

    def __sub__(self, other: "Capacity") -> "Capacity":
        return Capacity(
            self.vcpus - other.vcpus, self.memory_mib - other.memory_mib, self.gpus - other.gpus
        )


InstanceFacts = Callable[[str], Capacity | None]
"""Instance type -> what it has for jobs; None for a type that does not exist."""


def needs_of(container: Mapping[str, Any]) -> Capacity:
    """Reads both ways of saying it: resourceRequirements, and the older vcpus and memory."""
    asked = {"VCPU": container.get("vcpus", 0), "MEMORY": container.get("memory", 0), "GPU": 0}
    asked |= {item["type"]: item["value"] for item in container.get("resourceRequirements", [])}
    return Capacity(float(asked["VCPU"]), float(asked["MEMORY"]), int(asked["GPU"]))
