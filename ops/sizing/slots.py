"""How many copies of a job an instance holds, and what the room of one costs an hour."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean

from config.catalogue import Fargate, InstanceType

_MIB = 1024


@dataclass(frozen=True, kw_only=True)
class Need:
    """Of one copy; AWS Batch gives it whole GPUs."""

    vcpus: float
    memory_mib: int
    gpus: int = 0
    gpu_memory_gib: float = 0
    """Of each of its GPUs."""


@dataclass(frozen=True, kw_only=True)
class Slot:
    """The room of one copy on an instance type."""

    type: str
    instance: InstanceType
    copies: int

    @property
    def usd_per_hour(self) -> float:
        return self.instance.usd_per_hour / self.copies


def copies(need: Need, instance: InstanceType) -> int:
    room = [instance.vcpus // need.vcpus, instance.memory_mib_for_jobs // need.memory_mib]
    if need.gpus:
        room.append(instance.gpus // need.gpus)
    if need.gpu_memory_gib > instance.gpu_memory_gib:
        return 0
    return int(min(room))


def slots(need: Need, types: Mapping[str, InstanceType]) -> list[Slot]:
    """On each type that holds one, the cheapest first."""
    found = [
        Slot(type=name, instance=instance, copies=held)
        for name, instance in types.items()
        if (held := copies(need, instance))
    ]
    return sorted(found, key=lambda slot: (round(slot.usd_per_hour, 9), slot.instance.vcpus))


@dataclass(frozen=True, kw_only=True)
class Room:
    """What a fleet has for the copies of a job."""

    at_once: int
    usd_per_hour: float
    """Of one copy on-demand, on the average of the types that hold it."""
    cheapest: float
    dearest: float


def room_on_instances(held: Iterable[Slot], max_vcpus: int) -> Room:
    """Side by side on the smallest type, which AWS Batch starts where it has the choice."""
    slots = list(held)
    smallest = min(slots, key=lambda slot: (slot.instance.vcpus, slot.instance.usd_per_hour))
    instances = max(1, max_vcpus // smallest.instance.vcpus)
    prices = [slot.usd_per_hour for slot in slots]
    return Room(
        at_once=instances * smallest.copies,
        usd_per_hour=fmean(prices),
        cheapest=min(prices),
        dearest=max(prices),
    )


def room_on_fargate(need: Need, max_vcpus: int, prices: Fargate) -> Room:
    memory_gib = need.memory_mib / _MIB
    usd = need.vcpus * prices.usd_per_vcpu_hour + memory_gib * prices.usd_per_gib_hour
    at_once = max(1, int(max_vcpus // need.vcpus))
    return Room(at_once=at_once, usd_per_hour=usd, cheapest=usd, dearest=usd)
