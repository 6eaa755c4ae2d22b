"""What a container may not have on Fargate, and the sizes that there are."""

from collections.abc import Iterator, Mapping
from typing import Any

from config.catalogue import fargate
from local.batch.capacity import needs_of

_NOT_THERE = ("privileged", "instanceType")
_LINUX_NOT_THERE = ("devices", "sharedMemorySize", "tmpfs", "maxSwap", "swappiness")


def complaints_of_fargate(container: Mapping[str, Any]) -> Iterator[str]:
    if "executionRoleArn" not in container:
        yield "containerProperties.executionRoleArn is required for the platform FARGATE"
    for member in _NOT_THERE:
        if container.get(member):
            yield f"containerProperties.{member} is not for the platform FARGATE"
    for member in _LINUX_NOT_THERE:
        if member in container.get("linuxParameters", {}):
            yield f"linuxParameters.{member} is not for the platform FARGATE"
    for volume in container.get("volumes", []):
        if volume.get("host", {}).get("sourcePath"):
            yield f"the volume {volume.get('name')!r}: host.sourcePath is not for FARGATE"
    yield from complaints_of_fargate_size(container)


def complaints_of_fargate_size(container: Mapping[str, Any]) -> Iterator[str]:
    needs = needs_of(container)
    if needs.gpus:
        yield "resourceRequirements GPU is not for the platform FARGATE"
    if needs.memory_mib not in fargate().memory_mib.get(needs.vcpus, ()):
        yield (
            f"no Fargate task has {needs.vcpus:g} vCPU and {needs.memory_mib:g} MiB; vCPU: "
            f"{', '.join(f'{vcpus:g}' for vcpus in fargate().memory_mib)}"
            f"{_memory_of(needs.vcpus)}"
        )


def _memory_of(vcpus: float) -> str:
    sizes = fargate().memory_mib.get(vcpus)
    return f"; MiB with {vcpus:g}: {min(sizes)} to {max(sizes)}" if sizes else ""
