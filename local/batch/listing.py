"""Which jobs a ListJobs asks for."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from local.batch.job import Job
from local.batch.refusals import RefusedError
from local.batch.state import State

_PLACES = ("jobQueue", "arrayJobId", "multiNodeJobId")
_Test = Callable[[Job, str], bool]


def _is_text(text: str, pattern: str) -> bool:
    text, pattern = text.lower(), pattern.lower()
    return text.startswith(pattern[:-1]) if pattern.endswith("*") else text == pattern


_FILTERS: Mapping[str, _Test] = {
    "JOB_NAME": lambda job, value: _is_text(job.order["jobName"], value),
    "JOB_DEFINITION": lambda job, value: (
        _is_text(job.order["jobDefinition"], value)
        or _is_text(job.order["jobDefinition"].rpartition("/")[2].partition(":")[0], value)
    ),
    "BEFORE_CREATED_AT": lambda job, value: job.created_at < int(value),
    "AFTER_CREATED_AT": lambda job, value: job.created_at > int(value),
}


def asked_for(request: Mapping[str, Any], state: State) -> Iterable[Job]:
    """The children of one job, or those of a queue that are nobody's children."""
    places = [member for member in _PLACES if member in request]
    if len(places) != 1:
        raise RefusedError(f"give one of {', '.join(_PLACES)}, got {', '.join(places) or 'none'}")
    if places == ["jobQueue"]:
        queue = state.queue(request["jobQueue"])
        mine = [job for job in state.jobs.values() if job.queue_arn == queue.arn]
        return [job for job in reversed(mine) if job.parent is None]
    if "filters" in request:
        raise RefusedError("filters are for jobs of a queue")
    return state.job(request[places[0]]).children


def listed(job: Job, request: Mapping[str, Any]) -> bool:
    """With filters a status does not count, without either AWS lists what is RUNNING."""
    filters = request.get("filters", [])
    if not filters:
        return bool(job.status == request.get("jobStatus", "RUNNING"))
    if len(filters) > 1:
        raise RefusedError(f"filters must have one entry, got {len(filters)}")
    name = filters[0].get("name")
    if name not in _FILTERS:
        raise RefusedError(f"a filter must be one of {', '.join(_FILTERS)}, got {name!r}")
    return any(_FILTERS[name](job, value) for value in filters[0].get("values", []))
