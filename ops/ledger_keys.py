"""What the id of a job tells by itself, before anything is read: its part, its kind, its handle."""

import re
from collections.abc import Iterator

_PART = re.compile(r"[^/]+([:#]\d+)")
_WHOLE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}([:#]\d+)?")
_SHORT = 8
_EXECUTION = re.compile(r"pipeline/[^/]+/execution/([^/]+)(?:/step/(.+))?")
_THINGS = (
    "alarm/",
    "budget/",
    "cluster/",
    "endpoint-config/",
    "endpoint/",
    "feature-group/",
    "image-version/",
    "image/",
    "instance/",
    "model-package/",
    "model/",
    "monitoring-schedule/",
)
_JOBS = (
    "training-job/",
    "processing-job/",
    "transform-job/",
    "hyper-parameter-tuning-job/",
    "automl-job/",
    "labeling-job/",
    "kubernetes/",
)


def is_part(job_id: str) -> bool:
    """Of an array or a multi-node job of AWS Batch."""
    return _PART.fullmatch(job_id) is not None


def is_step(job_id: str) -> bool:
    execution = _EXECUTION.fullmatch(job_id)
    return execution is not None and execution[2] is not None


def is_thing(job_id: str) -> bool:
    """What has no end, such as an endpoint."""
    return job_id.startswith(_THINGS)


def is_whole(word: str) -> bool:
    """An id of AWS Batch that nothing can be added to."""
    return _WHOLE.fullmatch(word) is not None


def handle(job_id: str) -> str:
    """As much as tells jobs apart, and as ``show`` takes it.

    ``4c7599ae`` and ``4c7599ae:3`` of AWS Batch, ``<execution>/<step>`` of a pipeline, a name else.
    """
    if found := _EXECUTION.fullmatch(job_id):
        return "/".join(part for part in found.groups() if part)
    if "/" in job_id:
        return job_id.partition("/")[2]
    if part := _PART.fullmatch(job_id):
        return f"{job_id[:_SHORT]}{part[1]}"
    return job_id[:_SHORT]


def meanings(word: str) -> list[str]:
    """The ids that it may be without a letter missing: the job of each service that is so named."""
    return [word, *(f"{kind}{word}" for kind in (*_JOBS, *_THINGS))]


def begins(job_id: str, word: str) -> bool:
    """A beginning without a part means every part as well."""
    if job_id.startswith(word) or handle(job_id).startswith(word):
        return True
    for mark in ":#":
        whole, found, part = word.partition(mark)
        if found and job_id.startswith(whole) and job_id.endswith(f"{mark}{part}"):
            return is_part(job_id)
    return False


def parents(job_id: str) -> Iterator[str]:
    """The id of the array, of the multi-node job, or of the execution that it is a part of."""
    if is_part(job_id):
        yield re.split("[:#]", job_id)[0]
    if is_step(job_id):
        yield job_id.partition("/step/")[0]
