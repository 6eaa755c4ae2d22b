"""Whether a job is one that Fargate runs: of its sizes, without GPUs, on EFS at most."""

from config.catalogue import fargate
from config.errors import RefusedError
from config.fargate import FargateFleet
from config.fit import shortages
from config.jobs import Mount
from config.processing import ProcessingJob
from config.whole import Broken
from config.words import listed


def misfits_of_fargate(job: ProcessingJob, fleet: FargateFleet) -> Broken:
    yield from shortages(job, fleet)
    yield from _size(job)
    on_fargate = f"fleet {job.fleet} is on Fargate, which has"
    if job.gpus:
        yield ("gpus",), RefusedError(f"{on_fargate} none", allowed="0")
    if job.shared_memory_mib is not None:
        wrong = f"{on_fargate} no choice of it: leave it out"
        yield ("shared_memory_mib",), RefusedError(wrong)
    for position, mount in enumerate(job.mounts):
        if mount is Mount.LUSTRE:
            yield ("mounts", position), RefusedError(f"{on_fargate} no Lustre", allowed=Mount.EFS)


def _size(job: ProcessingJob) -> Broken:
    sizes = fargate().memory_mib
    memory = sizes.get(job.vcpus)
    if memory is None:
        allowed = listed(f"{vcpus:g}" for vcpus in sizes)
        yield ("vcpus",), RefusedError("no task of Fargate has that many", allowed=allowed)
    elif job.memory_mib not in memory:
        wrong = f"no task of Fargate with {job.vcpus:g} vCPUs has that"
        steps = f"{memory[0]} to {memory[-1]} in steps of {memory[-1] - memory[-2]}"
        larger = next((size for size in memory if size >= job.memory_mib), None)
        allowed = listed(memory) if job.vcpus < 1 else steps
        yield (
            ("memory_mib",),
            RefusedError(wrong, allowed=allowed, instead=str(larger or "")),
        )
