"""The operations on jobs."""

import uuid
from collections.abc import Mapping
from typing import Any

from local.batch import views
from local.batch.job import ENDED, WAITING, Job
from local.batch.leash import StopOrder
from local.batch.lifecycle import Lifecycle, now
from local.batch.listing import listed
from local.batch.pace import Pace
from local.batch.paging import page
from local.batch.records import JobQueue
from local.batch.refusals import NotServedError, RefusedError
from local.batch.state import State
from local.batch.submission import order_of

_MOST_DESCRIBED = 100


class Jobs:
    def __init__(self, state: State, lifecycle: Lifecycle, pace: Pace) -> None:
        self._state = state
        self._lifecycle = lifecycle
        self._pace = pace

    def submit(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        order = order_of(request, self._state)
        job_id = str(uuid.uuid4())
        job = Job(
            id=job_id,
            arn=self._state.names.arn("job", job_id),
            queue_arn=self._state.queue(request["jobQueue"]).arn,
            order=order,
            created_at=now(),
        )
        self._lifecycle.submitted(job)
        return {"jobArn": job.arn, "jobId": job_id, "jobName": order["jobName"]}

    def describe(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        if len(request["jobs"]) > _MOST_DESCRIBED:
            raise RefusedError(f"jobs must name at most 100 jobs, got {len(request['jobs'])}")
        ids = [self._state.names.name("job", one) for one in request["jobs"]]
        found = [self._state.jobs[one] for one in ids if one in self._state.jobs]
        return {"jobs": [views.description(job) for job in found]}

    def list(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        for member in ("arrayJobId", "multiNodeJobId"):
            if member in request:
                raise NotServedError(f"listing by {member}")
        if "jobQueue" not in request:
            raise RefusedError("jobQueue is required")
        queue = self._state.queue(request["jobQueue"])
        jobs = [job for job in self._state.jobs.values() if job.queue_arn == queue.arn]
        found = [views.summary(job) for job in reversed(jobs) if listed(job, request)]
        return page("jobSummaryList", found, request)

    def cancel(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Touches only jobs that have not been placed yet, as in AWS."""
        self._cancel(self._state.job(request["jobId"]), request["reason"])
        return {}

    def terminate(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        self._terminate(self._state.job(request["jobId"]), request["reason"])
        return {}

    def end_all_of(self, queue: JobQueue) -> None:
        for job in list(self._state.jobs.values()):
            if job.queue_arn == queue.arn:
                self._terminate(job, f"the job queue {queue.detail['jobQueueName']} was deleted")

    def _cancel(self, job: Job, reason: str) -> None:
        if job.status in WAITING:
            job.is_cancelled = True
            self._lifecycle.failed(job, reason)

    def _terminate(self, job: Job, reason: str) -> None:
        if job.status in ENDED:
            return
        job.is_terminated = True
        if job.attempt:
            job.attempt.leash.pull(
                StopOrder(status_reason=reason, grace_s=self._pace.grace_s, is_final=True)
            )
        else:
            self._lifecycle.failed(job, reason)
