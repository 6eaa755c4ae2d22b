"""Array jobs: one submission, a child for each index, and a parent that stands for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local.batch.job import ENDED, Job

FAILED_CHILD = "Array Child Job failed"
_STATUSES = ("SUBMITTED", "PENDING", "RUNNABLE", "STARTING", "RUNNING", "SUCCEEDED", "FAILED")


def children_of(parent: Job) -> list[Job]:
    return [
        Job(
            id=f"{parent.id}:{index}",
            arn=f"{parent.arn}:{index}",
            queue_arn=parent.queue_arn,
            order={**parent.order, "arrayProperties": {"index": index}},
            created_at=parent.created_at,
            parent=parent,
            index=index,
        )
        for index in range(parent.order["arrayProperties"]["size"])
    ]


@dataclass(frozen=True)
class End:
    status: str
    reason: str | None = None


def end_of(parent: Job) -> End | None:
    """How an array ended; None while a child has not."""
    if sum(parent.tally[status] for status in ENDED) < len(parent.children):
        return None
    if not parent.tally["FAILED"]:
        return End("SUCCEEDED")
    if parent.end_reason:
        return End("FAILED", parent.end_reason)
    reasons = {child.status_reason for child in parent.children if not child.attempts}
    has_run = any(child.attempts for child in parent.children)
    return End("FAILED", FAILED_CHILD if has_run or len(reasons) > 1 else reasons.pop())


def told(job: Job) -> Mapping[str, Any]:
    """The arrayProperties of its description."""
    if not job.is_array:
        return dict(job.order["arrayProperties"])
    return {
        **job.order["arrayProperties"],
        "statusSummary": {status: job.tally[status] for status in _STATUSES},
    }


def variables(job: Job) -> dict[str, str]:
    """What a child finds in its environment."""
    if job.parent is None or not job.parent.is_array:
        return {}
    return {
        "AWS_BATCH_JOB_ARRAY_INDEX": str(job.index),
        "AWS_BATCH_JOB_ARRAY_SIZE": str(len(job.parent.children)),
    }
