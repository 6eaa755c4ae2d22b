"""The words with which the platform stops a container, and what they make of the job."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from local.batch.leash import StopOrder
from local.sagemaker.jobs.job import Job

ASKED = "Stopped"
RECLAIMED = "Interrupted"
TOO_LONG = "MaxRuntimeExceeded"
TOO_LATE = "MaxWaitTimeExceeded"

REASONS = {
    TOO_LONG: "the job ran longer than its MaxRuntimeInSeconds",
    TOO_LATE: "the job waited and ran longer than its MaxWaitTimeInSeconds",
}


@contextmanager
def deadlines(job: Job, seconds: Mapping[str, float], *, grace_s: float) -> Iterator[None]:
    """While the container runs, each word stops it after so many seconds."""
    timers = [
        threading.Timer(left, job.leash.pull, [_order(word, grace_s)])
        for word, left in seconds.items()
    ]
    for timer in timers:
        timer.daemon = True
        timer.start()
    try:
        yield
    finally:
        for timer in timers:
            timer.cancel()


def _order(word: str, grace_s: float) -> StopOrder:
    return StopOrder(status_reason=word, grace_s=grace_s, is_final=True)
