"""Fargate sells vCPUs and memory in pairs, and no GPU."""

from collections.abc import Iterator, Sequence

from rules.finding import Place
from rules.fleets import containers_of, on_fargate
from rules.rule import rule
from rules.template import Template

_MEMORY: dict[float, Sequence[int]] = {
    0.25: (512, 1024, 2048),
    0.5: range(1024, 4097, 1024),
    1: range(2048, 8193, 1024),
    2: range(4096, 16_385, 1024),
    4: range(8192, 30_721, 1024),
    8: range(16_384, 61_441, 4096),
    16: range(32_768, 122_881, 8192),
    32: (61_440, 122_880, 249_856),
}


@rule(
    "BATN",
    "Fargate has no such pair of VCPU and MEMORY, no GPU and no shared memory to size, and AWS "
    "Batch refuses the job: 0.25 to 32 vCPUs with two to eight times as many GiB",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for job in on_fargate(template):
        for container in containers_of(job):
            place = f"{container.path}.ResourceRequirements"
            if container.asks("GPU") is not None:
                yield job.at(place, "GPU")
            vcpus, memory = container.asks("VCPU"), container.asks("MEMORY")
            if not _may_be_sold(vcpus, memory):
                yield job.at(place, f"{vcpus or 0:g} vCPUs, {memory or 0:g} MiB")


def _may_be_sold(vcpus: float | None, memory: float | None) -> bool:
    if vcpus is None:
        return memory is None or any(memory in sizes for sizes in _MEMORY.values())
    return vcpus in _MEMORY and (memory is None or memory in _MEMORY[vcpus])
