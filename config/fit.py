"""Whether a job finds, in its fleet, the capacity and the instance that it asks for."""

from collections.abc import Iterable

from config.catalogue import InstanceType
from config.errors import RefusedError
from config.fleets import Fleet
from config.training import Capacity, TrainingJob
from config.whole import Broken


def misfits(job: TrainingJob, fleet: Fleet) -> Broken:
    yield from _capacity(job, fleet)
    yield from _size(job, fleet.choices.values())


def _capacity(job: TrainingJob, fleet: Fleet) -> Broken:
    on_spot = job.capacity is Capacity.SPOT
    key = "spot_max_vcpus" if on_spot else "on_demand_max_vcpus"
    limit = fleet.spot_max_vcpus if on_spot else fleet.on_demand_max_vcpus
    if not limit:
        yield ("capacity",), RefusedError(f"{key} of fleet {job.fleet} is 0")
    elif job.vcpus > limit:
        wrong = f"more than {key} of fleet {job.fleet}"
        yield ("vcpus",), RefusedError(wrong, allowed=f"at most {limit}")


def _size(job: TrainingJob, choices: Iterable[InstanceType]) -> Broken:
    """Blames the one key that asks too much; if it is none alone, the job as a whole."""
    asked = (job.vcpus, job.memory_mib, job.gpus)
    rooms = [(choice.vcpus, choice.memory_mib_for_jobs, choice.gpus) for choice in choices]
    largest = tuple(map(max, zip(*rooms, strict=True)))
    for key, wants, most in zip(("vcpus", "memory_mib", "gpus"), asked, largest, strict=True):
        if wants > most:
            wrong = f"no instance type of fleet {job.fleet} has as much for jobs"
            yield (key,), RefusedError(wrong, allowed=f"at most {most}")
    if _holds(largest, asked) and not any(_holds(room, asked) for room in rooms):
        needs = f"{job.vcpus} vCPUs, {job.memory_mib} MiB and {job.gpus} GPUs"
        yield (), RefusedError(f"no instance type of fleet {job.fleet} has {needs} together")


def _holds(room: tuple[int, ...], asked: tuple[int, ...]) -> bool:
    return all(has >= wants for has, wants in zip(room, asked, strict=True))
