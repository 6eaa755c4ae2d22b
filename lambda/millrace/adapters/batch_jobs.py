"""Asks AWS Batch about its jobs, and tells of them as its events do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from millrace.adapters.asking import asking, entries
from millrace.domain.reconciling.told import Listed, Told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mypy_boto3_batch import BatchClient

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LIVE = ("SUBMITTED", "PENDING", "RUNNABLE", "STARTING", "RUNNING")
_ENDED = ("SUCCEEDED", "FAILED")
_DESCRIBED_AT_ONCE = 100
_NOT_IN_EVENTS = ("isCancelled", "isTerminated")


class AwsBatchJobs:
    def __init__(self, client: BatchClient) -> None:
        self._client = client

    def live(self, queue: str) -> Iterator[Listed]:
        for status in _LIVE:
            yield from self._listed({"jobQueue": queue, "jobStatus": status})

    def since(self, queue: str, after: datetime) -> Iterator[Listed]:
        """With a filter AWS Batch lists jobs of every status."""
        milliseconds = (after - _EPOCH) // timedelta(milliseconds=1)
        told = {"name": "AFTER_CREATED_AT", "values": [str(milliseconds)]}
        return self._listed({"jobQueue": queue, "filters": [told]})

    def parts(self, job: Listed) -> Iterator[Listed]:
        whole = "arrayJobId" if job.is_array else "multiNodeJobId"
        for status in job.part_states or (*_LIVE, *_ENDED):
            yield from self._listed({whole: job.job_id, "jobStatus": status})

    def told(self, job_ids: Sequence[str]) -> Iterator[Told]:
        for first in range(0, len(job_ids), _DESCRIBED_AT_ONCE):
            with asking("AWS Batch"):
                some = [*job_ids[first : first + _DESCRIBED_AT_ONCE]]
                answer = self._client.describe_jobs(jobs=some)
            yield from map(_told, answer["jobs"])

    def _listed(self, asked: Mapping[str, Any]) -> Iterator[Listed]:
        with asking("AWS Batch"):
            for job in entries(self._client.list_jobs, "jobSummaryList", asked, more="nextToken"):
                yield _summary(job)


def _summary(job: Mapping[str, Any]) -> Listed:
    array = job.get("arrayProperties", {})
    nodes = job.get("nodeProperties", {})
    is_whole = array.get("size") is not None or "#" not in job["jobId"]
    states = array.get("statusSummary", {})
    return Listed(
        job_id=job["jobId"],
        name=job["jobName"],
        status=job["status"],
        arn=job.get("jobArn", ""),
        changed_at=_EPOCH + timedelta(milliseconds=job["createdAt"]),
        parts=(array.get("size") or nodes.get("numNodes") or 0) if is_whole else 0,
        is_array=array.get("size") is not None,
        part_states=tuple(status for status, count in states.items() if count),
    )


def _told(job: Mapping[str, Any]) -> Told:
    shown = {name: value for name, value in job.items() if name not in _NOT_IN_EVENTS}
    tags = {"resourceArn": job["jobArn"], **job.get("tags", {})}
    return Told(
        job_id=job["jobId"],
        arn=job["jobArn"],
        detail_type="Batch Job State Change",
        detail={**shown, "tags": tags},
        at=_EPOCH + timedelta(milliseconds=max(_times(job))),
        source="aws.batch",
    )


def _times(job: Mapping[str, Any]) -> Iterator[int]:
    """Batch says of a job that it has started for as long as one of its attempts has."""
    for part in (job, *job.get("attempts", ())):
        yield from (part[name] for name in ("createdAt", "startedAt", "stoppedAt") if name in part)
