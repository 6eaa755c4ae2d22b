"""Whether each job can run where it is placed, and each fleet has jobs for what it has."""

from collections.abc import Mapping
from itertools import combinations, product

from config.catalogue import regions
from config.errors import RefusedError
from config.fargate import FargateFleet
from config.fit import misfits
from config.fit_fargate import misfits_of_fargate
from config.fleets import Fleet
from config.images import region_of
from config.jobs import Job
from config.processing import ProcessingJob
from config.training import TrainingJob
from config.whole import Broken, Whole, jobs, sound
from config.words import listed, unknown


def missing_offers(whole: Whole) -> Broken:
    if whole.region is None:
        return
    offered = regions()[whole.region].instance_types
    for name, fleet in sound(whole.fleets):
        for position, wanted in enumerate(fleet.instance_types):
            if wanted not in offered:
                family = wanted.partition(".")[0]
                alike = listed(sorted(other for other in offered if _family(other) == family))
                yield (
                    ("fleets", name, "instance_types", position),
                    RefusedError(f"not offered in {whole.region}", allowed=f"of {family}: {alike}"),
                )


def _family(instance_type: str) -> str:
    return instance_type.partition(".")[0]


def idle_gpus(whole: Whole) -> Broken:
    asking = {job.fleet for _, job in jobs(whole) if _gpus(job)}
    for name, fleet in sound(whole.fleets):
        if _all_is_read(whole) and fleet.has_gpus and name not in asking:
            yield (
                ("fleets", name, "instance_types"),
                RefusedError("these have GPUs, and no job of this fleet asks for gpus"),
            )


def idle_efa(whole: Whole) -> Broken:
    asking = {job.fleet for _, job in sound(whole.training) if job.nodes > 1}
    for name, fleet in sound(whole.fleets):
        if _all_is_read(whole) and fleet.efa and name not in asking:
            wrong = "joins instances, and no training job of this fleet has several nodes"
            yield ("fleets", name, "efa"), RefusedError(wrong, allowed="false")


def _gpus(job: Job) -> int:
    return job.gpus if isinstance(job, TrainingJob | ProcessingJob) else 0


def _all_is_read(whole: Whole) -> bool:
    """Otherwise it is unknown what some job asks for, or of which fleet."""
    written = [*(whole.training or {}).values(), *(whole.processing or {}).values()]
    fleets = {**(whole.fleets or {}), **(whole.fargate or {})}
    unread = {"training", "processing", "fargate"} & {*whole.unread} or whole.training is None
    return not unread and all(job is not None and job.fleet in fleets for job in written)


def misplaced_jobs(whole: Whole) -> Broken:
    for where, job in jobs(whole):
        if whole.region and region_of(job.image) != whole.region:
            wrong = f"the private network reaches no registry but ECR in {whole.region}"
            yield (*where, "image"), RefusedError(wrong)
    for name, training in sound(whole.training):
        placed = _of_training(training, whole)
        yield from ((("training", name, *key), refusal) for key, refusal in placed)
    for name, processing in sound(whole.processing):
        placed = _of_processing(processing, whole)
        yield from ((("processing", name, *key), refusal) for key, refusal in placed)


def _of_training(job: TrainingJob, whole: Whole) -> Broken:
    fleets = whole.fleets or {}
    fleet = fleets.get(job.fleet)
    if fleet:
        yield from misfits(job, fleet)
    elif job.fleet in (whole.fargate or {}):
        wrong = "is on Fargate, which runs processing jobs only"
        yield ("fleet",), RefusedError(wrong, allowed=listed(fleets))
    elif whole.fleets is not None and job.fleet not in fleets:
        yield ("fleet",), unknown("fleet", job.fleet, fleets)


def _of_processing(job: ProcessingJob, whole: Whole) -> Broken:
    fleets: Mapping[str, Fleet | FargateFleet | None]
    fleets = {**(whole.fleets or {}), **(whole.fargate or {})}
    fleet = fleets.get(job.fleet)
    if isinstance(fleet, Fleet):
        yield from misfits(job, fleet)
    elif isinstance(fleet, FargateFleet):
        yield from misfits_of_fargate(job, fleet)
    elif whole.fleets is not None and "fargate" not in whole.unread and job.fleet not in fleets:
        yield ("fleet",), unknown("fleet", job.fleet, fleets)


def unmountable(whole: Whole) -> Broken:
    if "file_stores" in whole.unread:
        return
    stores = whole.file_stores
    there = {"lustre": bool(stores and stores.lustre), "efs": bool(stores and stores.efs)}
    for where, job in jobs(whole):
        for position, mount in enumerate(job.mounts):
            if not there[mount]:
                on = listed(store for store, is_on in there.items() if is_on)
                wrong = f"file_stores has no {mount}"
                yield (*where, "mounts", position), RefusedError(wrong, allowed=on)


def shared_checkpoints(whole: Whole) -> Broken:
    """A job that finds another's checkpoints resumes from them."""
    placed = [(name, job.checkpoints) for name, job in sound(whole.training) if job.checkpoints]
    for (first, there), (second, here) in combinations(placed, 2):
        if here.overlaps(there):
            yield (
                ("training", second, "checkpoints"),
                RefusedError(f"training.{first} keeps its checkpoints there ({there})"),
            )
    for name, job in sound(whole.processing):
        for (position, target), (owner, there) in product(enumerate(job.writes), placed):
            if target.overlaps(there):
                yield (
                    ("processing", name, "writes", position),
                    RefusedError(f"training.{owner} keeps its checkpoints there ({there})"),
                )
