"""What becomes of a job: each change is kept, told to the bus, and seen by whoever waits for it."""

from local.batch.leash import StopOrder
from local.batch.publisher import Event, Publisher
from local.sagemaker.jobs import transitions
from local.sagemaker.jobs.job import Job, now
from local.sagemaker.jobs.kinds import TRAINING
from local.sagemaker.jobs.state import State
from local.sagemaker.jobs.views import told
from local.sagemaker.tags import Tags


class Story:
    def __init__(self, state: State, publisher: Publisher, *, tags: Tags, grace_s: float) -> None:
        self._state = state
        self._tags = tags
        self._publisher = publisher
        self._grace_s = grace_s

    def begins(self, job: Job) -> None:
        with self._state.changed:
            self._state.keep(job)
            if job.kind is TRAINING:
                transitions.enter(job, "Starting", "Starting the training job")
            self._changed(job)

    def enters(self, job: Job, secondary: str, message: str) -> None:
        """A training job; SageMaker tells of each of its inner states."""
        with self._state.changed:
            transitions.enter(job, secondary, message)
            self._changed(job)

    def runs(self, job: Job) -> None:
        """Its container does, for the first time or again."""
        with self._state.changed:
            job.started_at = job.started_at or now()
            self._changed(job)

    def progresses(self, job: Job) -> None:
        with self._state.changed:
            self._changed(job)

    def is_to_stop(self, job: Job, reason: str) -> None:
        """Nothing happens to one that has ended, or that is being stopped already."""
        with self._state.changed:
            if job.has_ended or job.is_stop_asked:
                return
            job.is_stop_asked = True
            job.status = "Stopping"
            if job.kind is TRAINING:
                transitions.enter(job, "Stopping", "Stopping the training job")
            self._changed(job)
            job.leash.pull(StopOrder(status_reason=reason, grace_s=self._grace_s, is_final=True))

    def ends(self, job: Job, status: str, reason: str | None = None, *, inner: str = "") -> None:
        """`inner` is the secondary status, where it is not the same word."""
        with self._state.changed:
            job.status = status
            job.failure_reason = reason
            job.ended_at = now()
            if job.kind is TRAINING:
                transitions.end(job, inner or status, reason)
            self._changed(job)

    def _changed(self, job: Job) -> None:
        job.modified_at = now()
        tags = {tag["Key"]: tag["Value"] for tag in self._tags.of(job.arn)}
        detail = {**told(job), "Tags": tags}
        self._publisher.publish(Event("aws.sagemaker", job.kind.detail_type, detail, [job.arn]))
        self._state.changed.notify_all()
