"""A fleet: instances that jobs wait for in queues, spot first, on-demand behind it."""

from collections.abc import Collection
from math import gcd
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from config.catalogue import InstanceType, instance_types, unknown_instance_type
from config.errors import RefusedError
from config.part import Listed
from config.pools import Pool, StuckMinutes
from config.words import OneOf, Spelling, listed

_SPOT_CHOICES = 3
_ROOT_IMAGE_GIB = 30
_LARGEST_VOLUME_GIB = 16_384

_SOLD_AHEAD = ("p4d", "p4de", "p5", "p5en", "p6-b200", "p6-b300")
"""Families of which Capacity Blocks are sold (EC2 user guide, ec2-capacity-blocks)."""

_Type = Annotated[str, OneOf(instance_types, unknown_instance_type)]
_Reservation = Annotated[
    str,
    Spelling(
        r"cr-([0-9a-f]{8}|[0-9a-f]{17})",
        "the id of an On-Demand Capacity Reservation, such as cr-0123456789abcdef0",
    ),
]
_Block = Annotated[
    str,
    Spelling(
        r"cr-([0-9a-f]{8}|[0-9a-f]{17})",
        "the id of a Capacity Block's reservation, such as cr-0123456789abcdef0",
    ),
]


class Fleet(Pool):
    volume_gib: int = Field(
        ge=_ROOT_IMAGE_GIB,
        le=_LARGEST_VOLUME_GIB,
        description="GiB of disk of each instance: its image, the container image, scratch",
    )
    instance_types: Listed[_Type] = Field(
        min_length=1, description="instance types to choose from, such as g5.xlarge"
    )
    reservation: _Reservation | None = Field(
        default=None,
        description="the On-Demand Capacity Reservation that its on-demand part uses first",
    )
    capacity_block: _Block | None = Field(
        default=None,
        description="the Capacity Block that its on-demand part runs in, in the first zone",
    )
    efa: bool = Field(
        default=False,
        description="whether instances stand close together and speak over EFA, in the first zone",
    )

    @property
    def choices(self) -> dict[str, InstanceType]:
        return {name: instance_types()[name] for name in self.instance_types}

    @property
    def has_gpus(self) -> bool:
        return any(choice.gpus for choice in self.choices.values())

    def _worst_usd(self, max_vcpus: int) -> float:
        """The dearest whole instances within the limit, and one more: the dearest of all.

        AWS Batch "never exceeds maxvCpus by more than a single instance" with each allocation
        strategy but BEST_FIT on-demand (API reference, ComputeResource). So of 64 vCPUs and
        g5.xlarge, with 4 each, 16 + 1 may run; of sizes that do not divide the limit, as many as
        fit into it, in the mix that costs most. A Capacity Block is bought with BEST_FIT.
        """
        choices = self.choices.values()
        dearest = max(choice.usd_per_hour for choice in choices)
        beyond = dearest if self.capacity_block is None else 0
        return _dearest_within(max_vcpus, choices) + beyond if max_vcpus else 0

    @field_validator("instance_types")
    @classmethod
    def _one_kind(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if len({instance_types()[name].gpus > 0 for name in names}) > 1:
            without = next(name for name in names if not instance_types()[name].gpus)
            raise RefusedError(
                f"{without} has no GPU and the others have: make it a fleet of its own"
            )
        return names

    @field_validator("instance_types")
    @classmethod
    def _spot_needs_choice(cls, names: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if info.data.get("spot_max_vcpus") and len(set(names)) < _SPOT_CHOICES:
            raise RefusedError(
                f"spot runs out of one type at a time: needs at least {_SPOT_CHOICES}, "
                f"given {len(set(names))}"
            )
        return names

    @field_validator("reservation", "capacity_block")
    @classmethod
    def _of_one_type(cls, reservation: str | None, info: ValidationInfo) -> str | None:
        names = info.data.get("instance_types", ())
        if reservation and len(names) > 1:
            raise RefusedError(
                "a reservation is of one instance type, and this fleet may start others: "
                "make it a fleet of its own"
            )
        return reservation

    @field_validator("capacity_block")
    @classmethod
    def _bought_ahead(cls, block: str | None, info: ValidationInfo) -> str | None:
        if not block:
            return block
        if info.data.get("reservation"):
            raise RefusedError(
                "a reservation and a Capacity Block are two aims, and a fleet has one: "
                "leave one of them out"
            )
        for name in info.data.get("instance_types", ()):
            if name.partition(".")[0] not in _SOLD_AHEAD:
                raise RefusedError(
                    f"AWS sells no Capacity Blocks of {name}", allowed=listed(_SOLD_AHEAD)
                )
        stuck = info.data.get("stuck_minutes")
        if stuck and stuck.capacity != StuckMinutes().capacity:
            raise RefusedError(
                "a job may wait for its Capacity Block to begin, however long: "
                "leave stuck_minutes.capacity out"
            )
        return block

    @field_validator("efa")
    @classmethod
    def _close_together(cls, efa: bool, info: ValidationInfo) -> bool:  # noqa: FBT001 - pydantic calls it
        if not efa:
            return efa
        if info.data.get("spot_max_vcpus"):
            raise RefusedError(
                "spot runs out zone by zone, and EFA holds a fleet in one", allowed="false"
            )
        for name in info.data.get("instance_types", ()):
            if not instance_types()[name].has_efa:
                raise RefusedError(f"{name} has no EFA", allowed="false")
        return efa


def _dearest_within(max_vcpus: int, choices: Collection[InstanceType]) -> float:
    """Of all mixes of whole instances that have as many vCPUs at most."""
    step = gcd(*(choice.vcpus for choice in choices))
    steps = [(choice.vcpus // step, choice.usd_per_hour) for choice in choices]
    dearest = [0.0]
    for room in range(1, max_vcpus // step + 1):
        filled = (usd + dearest[room - size] for size, usd in steps if size <= room)
        dearest.append(max(filled, default=0.0))
    return dearest[-1]
