"""How jobs are cancelled and terminated: an array by its children, nodes by their whole job."""

from local.batch.job import ENDED, WAITING, Job
from local.batch.leash import StopOrder
from local.batch.lifecycle import Lifecycle
from local.batch.pace import Pace
from local.batch.refusals import RefusedError


class Stops:
    def __init__(self, lifecycle: Lifecycle, pace: Pace) -> None:
        self._lifecycle = lifecycle
        self._pace = pace

    def cancel(self, job: Job, reason: str) -> None:
        """Touches only what has not been placed yet, as in AWS."""
        _refuse_a_waiting_node(job)
        if job.status not in WAITING:
            return
        job.is_cancelled = True
        if job.is_array:
            job.end_reason = reason
            for child in job.children:
                self.cancel(child, reason)
        else:
            self._lifecycle.failed(job, reason)

    def terminate(self, job: Job, reason: str) -> None:
        _refuse_a_waiting_node(job)
        if job.status in ENDED:
            return
        job.is_terminated = True
        if job.is_array:
            job.end_reason = reason
            for child in job.children:
                self.terminate(child, reason)
        elif job.attempt:
            job.attempt.leash.pull(
                StopOrder(status_reason=reason, grace_s=self._pace.grace_s, is_final=True)
            )
        else:
            self._lifecycle.failed(job, reason)


def _refuse_a_waiting_node(job: Job) -> None:
    if job.is_node and job.parent and job.status in WAITING:
        raise RefusedError(f"a node waits with its whole job: stop {job.parent.id}")
