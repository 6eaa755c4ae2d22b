"""What a job waits for before it may run, and which dependencies there cannot be."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from local.batch.job import Job

DEPENDENCY_FAILED = "Dependent Job failed"
_MOST = 20


def awaited(job: Job, jobs: Mapping[str, Job]) -> Iterator[Job]:
    for dependency in job.order["dependsOn"]:
        match dependency.get("type"):
            case "SEQUENTIAL":
                yield from _the_one_before(job)
            case "N_TO_N":
                yield jobs[dependency["jobId"]].children[job.index]
            case _:
                yield jobs[dependency["jobId"]]


def _the_one_before(job: Job) -> Sequence[Job]:
    return [job.parent.children[job.index - 1]] if job.parent and job.index else []


def complaints_of_dependencies(order: Mapping[str, Any], jobs: Mapping[str, Job]) -> Iterator[str]:
    size = order.get("arrayProperties", {}).get("size")
    if len(order["dependsOn"]) > _MOST:
        yield f"dependsOn must have at most 20 entries, got {len(order['dependsOn'])}"
    for dependency in order["dependsOn"]:
        kind, job_id = dependency.get("type"), dependency.get("jobId")
        if kind and size is None:
            yield f"a dependency of type {kind} is for array jobs only"
        elif kind == "SEQUENTIAL":
            if job_id:
                yield f"a dependency of type SEQUENTIAL names no job, got {job_id!r}"
        elif job_id not in jobs:
            yield f"dependsOn names no job: {job_id!r}"
        elif kind == "N_TO_N" and len(jobs[job_id].children) != size:
            yield (
                f"a dependency of type N_TO_N needs an array of the same size {size}, "
                f"{job_id} has {len(jobs[job_id].children)}"
            )
