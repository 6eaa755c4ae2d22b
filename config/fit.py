"""Whether a job finds, in its fleet, the capacity and the instance that it asks for."""

from collections.abc import Iterable

from config.catalogue import InstanceType
from config.errors import RefusedError
from config.fleets import Fleet
from config.jobs import Capacity
from config.pools import Pool
from config.processing import ProcessingJob
from config.training import TrainingJob
from config.whole import Broken
from config.words import unknown


def misfits(job: TrainingJob | ProcessingJob, fleet: Fleet) -> Broken:
    yield from shortages(job, fleet)
    yield from _size(job, fleet.choices.values())
    if isinstance(job, TrainingJob) and job.nodes > 1:
        yield from _nodes(job, fleet)
    if not float(job.vcpus).is_integer():
        whole = "instances have whole vCPUs: only a fleet on Fargate has parts"
        yield ("vcpus",), RefusedError(whole, allowed="1 or more")


def shortages(job: TrainingJob | ProcessingJob, pool: Pool) -> Broken:
    """Of what instances and Fargate alike are asked for."""
    if job.queue is not None and job.queue not in pool.queues:
        yield ("queue",), unknown(f"queue of fleet {job.fleet}", job.queue, pool.queues)
    key, limit = _limit(job, pool)
    if not limit:
        yield ("capacity",), RefusedError(f"{key} of fleet {job.fleet} is 0")
    elif job.vcpus > limit:
        wrong = f"more than {key} of fleet {job.fleet}"
        yield ("vcpus",), RefusedError(wrong, allowed=f"at most {limit}")


def _limit(job: TrainingJob | ProcessingJob, pool: Pool) -> tuple[str, int]:
    if job.capacity is Capacity.SPOT:
        return "spot_max_vcpus", pool.spot_max_vcpus
    return "on_demand_max_vcpus", pool.on_demand_max_vcpus


def _nodes(job: TrainingJob, fleet: Fleet) -> Broken:
    """Each node is an instance of its own, and all start together."""
    asked = (job.vcpus, job.memory_mib, job.gpus)
    fitting = [each.vcpus for each in fleet.choices.values() if _holds(_room(each), asked)]
    key, limit = _limit(job, fleet)
    if not fitting or job.vcpus > limit:
        return
    most = max(limit // min(fitting), 1)
    if job.nodes > most:
        wrong = (
            f"{job.nodes} instances have at least {job.nodes * min(fitting)} vCPUs, "
            f"more than {key} of fleet {job.fleet} ({limit})"
        )
        yield ("nodes",), RefusedError(wrong, allowed=f"at most {most}")


def _size(job: TrainingJob | ProcessingJob, choices: Iterable[InstanceType]) -> Broken:
    """Blames the one key that asks too much; if it is none alone, the job as a whole."""
    asked = (job.vcpus, job.memory_mib, job.gpus)
    rooms = [_room(choice) for choice in choices]
    largest = tuple(map(max, zip(*rooms, strict=True)))
    for key, wants, most in zip(("vcpus", "memory_mib", "gpus"), asked, largest, strict=True):
        if wants > most:
            wrong = f"no instance type of fleet {job.fleet} has as much for jobs"
            yield (key,), RefusedError(wrong, allowed=f"at most {most}")
    if _holds(largest, asked) and not any(_holds(room, asked) for room in rooms):
        needs = f"{job.vcpus} vCPUs, {job.memory_mib} MiB and {job.gpus} GPUs"
        yield (), RefusedError(f"no instance type of fleet {job.fleet} has {needs} together")


def _room(choice: InstanceType) -> tuple[int, int, int]:
    return choice.vcpus, choice.memory_mib_for_jobs, choice.gpus


def _holds(room: tuple[float, ...], asked: tuple[float, ...]) -> bool:
    return all(has >= wants for has, wants in zip(room, asked, strict=True))
