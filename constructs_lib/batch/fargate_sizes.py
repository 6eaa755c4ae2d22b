"""The pairs of vCPUs and memory that Fargate has (AWS Batch API reference, ResourceRequirement)."""

from collections.abc import Sequence

_MEMORY: dict[float, Sequence[int]] = {
    0.25: (512, 1024, 2048),
    0.5: range(1024, 4096 + 1, 1024),
    1: range(2048, 8192 + 1, 1024),
    2: range(4096, 16_384 + 1, 1024),
    4: range(8192, 30_720 + 1, 1024),
    8: range(16_384, 61_440 + 1, 4096),
    16: range(32_768, 122_880 + 1, 8192),
    32: (61_440, 122_880, 249_856),
}


def is_sold(vcpus: float, memory_mib: int) -> bool:
    return memory_mib in _MEMORY.get(vcpus, ())


def nearby(vcpus: float) -> str:
    """What there is instead, for a message."""
    if vcpus not in _MEMORY:
        return f"{', '.join(f'{size:g}' for size in _MEMORY)} vCPUs"
    sizes = _MEMORY[vcpus]
    if isinstance(sizes, range):
        return f"{sizes[0]} to {sizes[-1]} MiB in steps of {sizes.step}"
    return f"{', '.join(map(str, sizes))} MiB"
