"""Whether each training job can run where it is placed."""

from itertools import combinations

from config.catalogue import regions
from config.errors import RefusedError
from config.fit import misfits
from config.images import region_of
from config.whole import Broken, Whole, sound
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
    """Says nothing while it is unknown what some job asks for, or of which fleet."""
    jobs = dict(sound(whole.training))
    fleets = whole.fleets or {}
    certain = whole.training == jobs and all(job.fleet in fleets for job in jobs.values())
    asking = {job.fleet for job in jobs.values() if job.gpus}
    for name, fleet in sound(fleets):
        if certain and fleet.has_gpus and name not in asking:
            yield (
                ("fleets", name, "instance_types"),
                RefusedError("these have GPUs, and no training job of this fleet asks for gpus"),
            )


def misplaced_jobs(whole: Whole) -> Broken:
    for name, job in sound(whole.training):
        where = ("training", name)
        if whole.region and region_of(job.image) != whole.region:
            wrong = f"the private network reaches no registry but ECR in {whole.region}"
            yield (*where, "image"), RefusedError(wrong)
        if whole.fleets is not None and job.fleet not in whole.fleets:
            yield (*where, "fleet"), unknown("fleet", job.fleet, whole.fleets)
        fleet = (whole.fleets or {}).get(job.fleet)
        if fleet:
            yield from (((*where, *key), refusal) for key, refusal in misfits(job, fleet))


def shared_checkpoints(whole: Whole) -> Broken:
    """A job that finds another's checkpoints resumes from them."""
    placed = [(name, job.checkpoints) for name, job in sound(whole.training) if job.checkpoints]
    for (first, there), (second, here) in combinations(placed, 2):
        if here.overlaps(there):
            yield (
                ("training", second, "checkpoints"),
                RefusedError(f"training.{first} keeps its checkpoints there ({there})"),
            )
