"""The states of a job: each change is kept, told to the bus, and shown to the scheduler."""

import time

from local.batch import arrays, views
from local.batch.job import ENDED, LIVE, Attempt, Job
from local.batch.leash import StopOrder
from local.batch.nodes import MAIN_NODE_ENDED
from local.batch.outcome import Outcome
from local.batch.pace import Pace
from local.batch.publisher import Event, Publisher
from local.batch.retries import is_retried
from local.batch.state import State


class Lifecycle:
    def __init__(self, state: State, publisher: Publisher, pace: Pace) -> None:
        self._state = state
        self._publisher = publisher
        self._pace = pace

    def submitted(self, job: Job) -> None:
        """AWS tells of no submission: the first event is that of the next state."""
        for one in (job, *job.children):
            self._state.keep(one)
        job.tally.update(child.status for child in job.children)
        self._state.changed.notify_all()

    def pending(self, job: Job) -> None:
        for one in _with_nodes(job):
            self._become(one, "PENDING")

    def runnable(self, job: Job) -> None:
        for one in _with_nodes(job):
            self._become(one, "RUNNABLE")

    def blocked(self, job: Job, reason: str) -> None:
        if job.status_reason == reason:
            return
        job.status_reason = reason
        job.blocked_since = time.monotonic()
        self._tell("Batch Job Queue Blocked", views.told(job), [job.arn, job.queue_arn])

    def starting(self, job: Job, attempt: Attempt) -> None:
        """A multi-node job starts with its main node, and has that node's attempts as its own."""
        job.blocked_since = None
        job.attempts.append(attempt)
        self._become(job, "STARTING")
        if job.parent and job.is_main_node:
            self.starting(job.parent, attempt)

    def running(self, job: Job) -> None:
        with self._state.changed:
            job.started_at = now()
            job.attempts[-1].started_at = job.started_at
            self._become(job, "RUNNING")
            if job.parent and job.is_main_node:
                job.parent.started_at = job.started_at
                self._become(job.parent, "RUNNING")

    def attempt_ended(self, job: Job, outcome: Outcome) -> None:
        with self._state.changed:
            attempt = job.attempts[-1]
            attempt.ends(outcome, now())
            self._leave(attempt)
            if job.is_node:
                self._node_ended(job, outcome)
            else:
                self._settle(job, outcome)

    def failed(self, job: Job, reason: str) -> None:
        """Without having run."""
        for one in _with_nodes(job):
            self._end(one, "FAILED", reason)

    def _node_ended(self, node: Job, outcome: Outcome) -> None:
        """The others go on without a node, but for the main one: with it the job ends.

        A node's end is told with its job's: one that is tried again with its job has not ended.
        """
        node.stopped_at = node.attempts[-1].stopped_at
        node.status = "SUCCEEDED" if outcome.is_success else "FAILED"
        node.status_reason = outcome.status_reason
        self._state.keep(node)
        self._state.changed.notify_all()
        whole = node.parent
        if whole is None:
            return
        if node.is_main_node:
            whole.main_outcome = outcome
            order = StopOrder(status_reason=MAIN_NODE_ENDED, grace_s=self._pace.grace_s)
            for other in whole.children:
                if other.attempt:
                    other.attempt.leash.pull(order)
        if whole.main_outcome and all(one.status in ENDED for one in whole.children):
            outcome, whole.main_outcome = whole.main_outcome, None
            self._settle(whole, outcome)

    def _settle(self, job: Job, outcome: Outcome) -> None:
        """A job ends when its last attempt did."""
        if self._is_retried(job, outcome):
            for node in job.children:
                node.stopped_at = None
            self.runnable(job)
            return
        for node in job.children:
            self._tell_state(node)
        status = "SUCCEEDED" if outcome.is_success else "FAILED"
        self._end(job, status, outcome.status_reason, at=job.attempts[-1].stopped_at)

    def _is_retried(self, job: Job, outcome: Outcome) -> bool:
        if outcome.is_success or job.is_terminated:
            return False
        return is_retried(outcome, job.order["retryStrategy"], len(job.attempts))

    def _leave(self, attempt: Attempt) -> None:
        others = [one for one in self._state.jobs_on(attempt.host) if one.attempts[-1] != attempt]
        if not others:
            self._state.hosts.pop(attempt.host.id, None)

    def _end(self, job: Job, status: str, reason: str | None, *, at: int | None = None) -> None:
        job.stopped_at = at or now()
        self._become(job, status, reason)

    def _become(self, job: Job, status: str, reason: str | None = None) -> None:
        before = job.status
        job.status = status
        job.status_reason = reason
        self._state.keep(job)
        self._tell_state(job)
        if job.parent and job.parent.is_array:
            job.parent.tally.update({before: -1, status: 1})
            self._follow(job.parent)
        self._state.changed.notify_all()

    def _follow(self, array: Job) -> None:
        """An array is PENDING from its first child that may run to its last that has ended."""
        if array.status == "SUBMITTED" and any(array.tally[one] for one in ("RUNNABLE", *LIVE)):
            self._become(array, "PENDING")
        end = arrays.end_of(array)
        if end:
            self._end(array, end.status, end.reason)

    def _tell_state(self, job: Job) -> None:
        self._tell("Batch Job State Change", views.told(job), [job.arn])

    def _tell(self, detail_type: str, detail: dict[str, object], resources: list[str]) -> None:
        self._publisher.publish(Event("aws.batch", detail_type, detail, resources))


def _with_nodes(job: Job) -> list[Job]:
    return [job, *job.children] if job.is_multi_node else [job]


def now() -> int:
    """Milliseconds, as all times of Batch are."""
    return time.time_ns() // 1_000_000
