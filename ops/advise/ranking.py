"""The types that hold a job, ranked by what a unit of its work costs on them."""

from collections.abc import Mapping
from dataclasses import dataclass

from config.catalogue import InstanceType
from ops.advise.speeds import Speed, speed
from ops.session import RefusalError
from ops.sizing.slots import Need, Slot, slots

_HOUR = 3600


@dataclass(frozen=True, kw_only=True)
class Ranked:
    slot: Slot
    speed: Speed
    price_of: float
    """What of the on-demand price is paid."""
    breaks_even: float
    """How many times as fast as the reference it must be to cost the same."""

    @property
    def usd_per_hour(self) -> float:
        """Of one copy."""
        return self.slot.usd_per_hour * self.price_of

    @property
    def usd_per_item(self) -> float:
        return self.usd_per_hour / _HOUR * self.speed.seconds


@dataclass(frozen=True, kw_only=True)
class Advice:
    ranked: list[Ranked]
    reference: str
    """The type that speeds are told against: the first one measured, else the cheapest."""
    is_measured: bool
    useless: list[str]
    """Types that hold no copy."""


def advice(
    need: Need,
    types: Mapping[str, InstanceType],
    measured: Mapping[str, float],
    *,
    price_of: float,
) -> Advice:
    fitting = {name: one for name, one in types.items() if bool(one.gpus) is bool(need.gpus)}
    found = slots(need, fitting)
    if not found:
        raise RefusalError(_none(need, types))
    by_type = {slot.type: slot for slot in found}
    for type_ in measured:
        if type_ not in by_type:
            raise RefusalError(f"--measured {type_}: it holds no copy of the job")
    reference = next(iter(measured), found[0].type)
    seconds = measured or {reference: float(_HOUR)}
    ranked = [
        Ranked(
            slot=slot,
            speed=speed(slot.type, seconds, reference=reference),
            price_of=price_of,
            breaks_even=slot.usd_per_hour / by_type[reference].usd_per_hour,
        )
        for slot in found
    ]
    return Advice(
        ranked=sorted(ranked, key=_cheapest_first),
        reference=reference,
        is_measured=bool(measured),
        useless=sorted(set(types) - set(by_type)),
    )


def _cheapest_first(ranked: Ranked) -> tuple[float, int, str]:
    return round(ranked.usd_per_item, 12), ranked.slot.instance.vcpus, ranked.slot.type


def _none(need: Need, types: Mapping[str, InstanceType]) -> str:
    wanted = f"{need.vcpus:g} vCPUs, {need.memory_mib} MiB and {need.gpus} GPUs"
    if need.gpu_memory_gib:
        wanted += f" of {need.gpu_memory_gib:g} GiB"
    most = max(one.memory_mib_for_jobs for one in types.values())
    gpu = max(one.gpu_memory_gib for one in types.values())
    return (
        f"no instance type holds {wanted} together; the largest here have "
        f"{max(one.vcpus for one in types.values())} vCPUs, {most} MiB for jobs and "
        f"{max(one.gpus for one in types.values())} GPUs of {gpu} GiB"
    )
