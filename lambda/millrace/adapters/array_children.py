"""Whether an array is worth submitting again as a whole, and else which of its children are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from millrace.domain.classifying import class_of_text
from millrace.domain.job import Service

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_batch import BatchClient
    from mypy_boto3_batch.type_defs import JobDetailTypeDef, JobSummaryTypeDef

PASSING = ("service", "capacity", "spot-reclaimed")
"""Classes of failures that may be over by the next time."""
_NAMED = 20


def refusal(client: BatchClient, job: JobDetailTypeDef) -> str | None:
    failed = sorted(_failed(client, job["jobId"]), key=_index)
    size = job.get("arrayProperties", {}).get("size", len(failed))
    if not failed:
        return "none of its children is told to have failed"
    named = ", ".join(str(_index(child)) for child in failed[:_NAMED])
    more = f" and {len(failed) - _NAMED} more" if len(failed) > _NAMED else ""
    told = f"{len(failed)} of its {size} children failed: {named}{more}"
    if len(failed) < size:
        return f"{told}; the others are done, so submit only these again"
    classes = sorted({_class(child) for child in failed})
    if any(cls not in PASSING for cls in classes):
        return f"{told}; they failed for {', '.join(classes)}, which another run would not change"
    return None


def _failed(client: BatchClient, job_id: str) -> Iterator[JobSummaryTypeDef]:
    pages = client.get_paginator("list_jobs")
    for page in pages.paginate(arrayJobId=job_id, jobStatus="FAILED"):
        yield from page["jobSummaryList"]


def _index(child: JobSummaryTypeDef) -> int:
    return int(child["jobId"].rpartition(":")[2])


def _class(child: JobSummaryTypeDef) -> str:
    container = child.get("container", {})
    texts = (child.get("statusReason"), container.get("reason"))
    found = [class_of_text(text, of=Service.BATCH) for text in texts if text]
    return next((cls for cls in reversed(found) if cls != "unknown"), "unknown")
