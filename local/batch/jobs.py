"""The operations on jobs."""

from collections.abc import Mapping
from typing import Any

from local.batch import views
from local.batch.lifecycle import Lifecycle
from local.batch.listing import asked_for, listed
from local.batch.paging import page
from local.batch.records import JobQueue
from local.batch.refusals import RefusedError
from local.batch.state import State
from local.batch.stops import Stops
from local.batch.submitting import new_job

_MOST_DESCRIBED = 100


class Jobs:
    def __init__(self, state: State, lifecycle: Lifecycle, stops: Stops) -> None:
        self._state = state
        self._lifecycle = lifecycle
        self._stops = stops

    def submit(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        job = new_job(request, self._state)
        self._lifecycle.submitted(job)
        return {"jobArn": job.arn, "jobId": job.id, "jobName": job.order["jobName"]}

    def describe(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        if len(request["jobs"]) > _MOST_DESCRIBED:
            raise RefusedError(f"jobs must name at most 100 jobs, got {len(request['jobs'])}")
        ids = [self._state.names.name("job", one) for one in request["jobs"]]
        found = [self._state.jobs[one] for one in ids if one in self._state.jobs]
        return {"jobs": [views.description(job) for job in found]}

    def list(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        jobs = asked_for(request, self._state)
        found = [views.summary(job) for job in jobs if listed(job, request)]
        return page("jobSummaryList", found, request)

    def cancel(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        self._stops.cancel(self._state.job(request["jobId"]), request["reason"])
        return {}

    def terminate(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        self._stops.terminate(self._state.job(request["jobId"]), request["reason"])
        return {}

    def end_all_of(self, queue: JobQueue) -> None:
        for job in list(self._state.open_jobs.values()):
            if job.queue_arn == queue.arn and job.parent is None:
                self._stops.terminate(job, f"the job queue {queue.name} was deleted")
