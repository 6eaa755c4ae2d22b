"""The states of a job: each change is kept, told to the bus, and shown to the scheduler."""

import time

from local.batch import views
from local.batch.job import Attempt, Job
from local.batch.outcome import Outcome
from local.batch.publisher import Event, Publisher
from local.batch.retries import is_retried
from local.batch.state import State


class Lifecycle:
    def __init__(self, state: State, publisher: Publisher) -> None:
        self._state = state
        self._publisher = publisher

    def submitted(self, job: Job) -> None:
        """AWS tells of no submission: the first event is that of the next state."""
        self._state.jobs[job.id] = job
        self._state.changed.notify_all()

    def pending(self, job: Job) -> None:
        self._become(job, "PENDING")

    def runnable(self, job: Job) -> None:
        self._become(job, "RUNNABLE")

    def blocked(self, job: Job, reason: str) -> None:
        if job.status_reason == reason:
            return
        job.status_reason = reason
        job.blocked_since = time.monotonic()
        self._tell("Batch Job Queue Blocked", views.told(job), [job.arn, job.queue_arn])

    def starting(self, job: Job, attempt: Attempt) -> None:
        job.blocked_since = None
        job.attempts.append(attempt)
        self._become(job, "STARTING")

    def running(self, job: Job) -> None:
        with self._state.changed:
            job.started_at = now()
            job.attempts[-1].started_at = job.started_at
            self._become(job, "RUNNING")

    def attempt_ended(self, job: Job, outcome: Outcome) -> None:
        with self._state.changed:
            attempt = job.attempts[-1]
            attempt.stopped_at = now()
            attempt.exit_code = outcome.exit_code
            attempt.reason = outcome.reason
            attempt.status_reason = outcome.status_reason
            self._leave(attempt)
            if outcome.is_success:
                self._end(job, "SUCCEEDED", outcome.status_reason)
            elif not job.is_terminated and is_retried(
                outcome, job.order["retryStrategy"], len(job.attempts)
            ):
                self._become(job, "RUNNABLE")
            else:
                self._end(job, "FAILED", outcome.status_reason)

    def failed(self, job: Job, reason: str) -> None:
        """Without having run."""
        self._end(job, "FAILED", reason)

    def _leave(self, attempt: Attempt) -> None:
        others = [one for one in self._state.jobs_on(attempt.host) if one.attempts[-1] != attempt]
        if not others:
            self._state.hosts.pop(attempt.host.id, None)

    def _end(self, job: Job, status: str, reason: str) -> None:
        job.stopped_at = now()
        self._become(job, status, reason)

    def _become(self, job: Job, status: str, reason: str | None = None) -> None:
        job.status = status
        job.status_reason = reason
        self._tell("Batch Job State Change", views.told(job), [job.arn])
        self._state.changed.notify_all()

    def _tell(self, detail_type: str, detail: dict[str, object], resources: list[str]) -> None:
        self._publisher.publish(Event("aws.batch", detail_type, detail, resources))


def now() -> int:
    """Milliseconds, as all times of Batch are."""
    return time.time_ns() // 1_000_000
