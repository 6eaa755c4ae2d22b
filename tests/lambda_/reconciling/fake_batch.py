"""AWS Batch as boto3 shows it: lists by pages, descriptions by the hundred."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.lambda_.reconciling.batch_stories import QUEUE, BatchJob

PAGE = 3
MOST_DESCRIBED = 100
_SUMMARY = ("jobArn", "jobId", "jobName", "createdAt", "status", "statusReason", "nodeProperties")


@dataclass
class FakeBatchClient:
    jobs: list[BatchJob] = field(default_factory=list)
    unlisted: list[BatchJob] = field(default_factory=list)
    """Those of queues that the reconciler is not told of."""
    asked: list[str] = field(default_factory=list)

    def list_jobs(self, *, nextToken: str = "0", **asked: Any) -> Mapping[str, Any]:  # noqa: N803
        self.asked.append("ListJobs")
        found = [_summary(job, self.jobs) for job in self.jobs if _is_asked_for(job, asked)]
        first = int(nextToken)
        more = {"nextToken": str(first + PAGE)} if first + PAGE < len(found) else {}
        return {"jobSummaryList": found[first : first + PAGE], **more}

    def describe_jobs(self, *, jobs: Sequence[str]) -> Mapping[str, Any]:
        self.asked.append("DescribeJobs")
        assert 0 < len(jobs) <= MOST_DESCRIBED
        known = [*self.jobs, *self.unlisted]
        return {"jobs": [job.now for job in known if job.job_id in jobs]}


def children_of(job_id: str, jobs: Sequence[BatchJob]) -> list[BatchJob]:
    return [job for job in jobs if job.job_id.startswith((f"{job_id}:", f"{job_id}#"))]


def _is_asked_for(job: BatchJob, asked: Mapping[str, Any]) -> bool:
    whole = asked.get("arrayJobId") or asked.get("multiNodeJobId")
    is_part = ":" in job.job_id or "#" in job.job_id
    if whole:
        return job.now["status"] == asked["jobStatus"] and bool(children_of(whole, [job]))
    assert asked["jobQueue"] == QUEUE
    if is_part:
        return False
    if "filters" in asked:
        [told] = asked["filters"]
        assert told["name"] == "AFTER_CREATED_AT"
        return bool(job.now["createdAt"] > int(told["values"][0]))
    return bool(job.now["status"] == asked["jobStatus"])


def _summary(job: BatchJob, jobs: Sequence[BatchJob]) -> dict[str, Any]:
    seen = {name: job.now[name] for name in _SUMMARY if name in job.now}
    array = job.now.get("arrayProperties")
    if array is None:
        return seen
    statuses = [child.now["status"] for child in children_of(job.job_id, jobs)]
    counted = {status: statuses.count(status) for status in statuses}
    return {**seen, "arrayProperties": {**array, "statusSummary": counted}}
