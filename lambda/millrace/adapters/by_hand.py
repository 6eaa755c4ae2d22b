"""Whether somebody stopped a job of AWS Batch: its events do not say so, DescribeJobs does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from millrace.domain.acting import EffectError

if TYPE_CHECKING:
    from mypy_boto3_batch import BatchClient
    from mypy_boto3_batch.type_defs import JobDetailTypeDef

_NOT_BY_HAND = ("millrace:", "JobStateTimeLimit", "Job attempt duration")
"""Batch marks what its own limits, or the desk, have ended as it marks what people have."""


def stop_of(job: JobDetailTypeDef) -> str | None:
    """The reason that was given, or None where nobody stopped it."""
    reason = job.get("statusReason", "no reason given")
    marked = job.get("isTerminated", False) or job.get("isCancelled", False)
    return reason if marked and not any(words in reason for words in _NOT_BY_HAND) else None


def stop_asked(client: BatchClient, job_id: str) -> str | None:
    try:
        jobs = client.describe_jobs(jobs=[job_id])["jobs"]
    except (BotoCoreError, ClientError) as error:
        raise EffectError(f"AWS Batch could not be asked: {error}") from error
    return stop_of(jobs[0]) if jobs else None
