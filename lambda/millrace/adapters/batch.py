"""Asks AWS Batch how queues, compute environments and jobs stand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from millrace.domain.watching import Standing, WaitingJob

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mypy_boto3_batch import BatchClient
    from mypy_boto3_batch.literals import JobStatusType
    from mypy_boto3_batch.type_defs import JobSummaryTypeDef

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class AwsBatch:
    def __init__(self, client: BatchClient) -> None:
        self._client = client

    def queues(self, arns: Sequence[str]) -> Mapping[str, Standing]:
        answer = self._client.describe_job_queues(jobQueues=arns)
        return {
            queue["jobQueueArn"]: Standing(
                state=queue["state"],
                status=queue.get("status", ""),
                reason=queue.get("statusReason", ""),
            )
            for queue in answer["jobQueues"]
        }

    def environments(self, arns: Sequence[str]) -> Mapping[str, Standing]:
        answer = self._client.describe_compute_environments(computeEnvironments=arns)
        return {
            part["computeEnvironmentArn"]: Standing(
                state=part.get("state", ""),
                status=part.get("status", ""),
                reason=part.get("statusReason", ""),
                desired_vcpus=part.get("computeResources", {}).get("desiredvCpus"),
                max_vcpus=part.get("computeResources", {}).get("maxvCpus"),
            )
            for part in answer["computeEnvironments"]
        }

    def waiting(self, queue: str) -> Iterator[WaitingJob]:
        for job in self._jobs(queue, "RUNNABLE"):
            submitted_at = _EPOCH + timedelta(milliseconds=job["createdAt"])
            yield WaitingJob(job_id=job["jobId"], submitted_at=submitted_at)

    def running(self, queue: str) -> int:
        return sum(1 for _ in self._jobs(queue, "RUNNING"))

    def _jobs(self, queue: str, status: JobStatusType) -> Iterator[JobSummaryTypeDef]:
        """An array is PENDING for as long as one of its children waits or runs."""
        pages = self._client.get_paginator("list_jobs")
        for page in pages.paginate(jobQueue=queue, jobStatus=status):
            yield from page["jobSummaryList"]
        for page in pages.paginate(jobQueue=queue, jobStatus="PENDING"):
            for job in page["jobSummaryList"]:
                if _may_have(status, job):
                    for children in pages.paginate(arrayJobId=job["jobId"], jobStatus=status):
                        yield from children["jobSummaryList"]


def _may_have(status: JobStatusType, job: JobSummaryTypeDef) -> bool:
    array = job.get("arrayProperties", {})
    summary = array.get("statusSummary")
    return array.get("size") is not None and (not summary or summary.get(status, 0) > 0)
