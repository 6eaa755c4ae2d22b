"""The inner states of a training job, with their times and SageMaker's sentences."""

from typing import Any

from local.sagemaker.jobs.job import Job, now

_LAST_WORDS = {
    "Completed": "Training job completed",
    "Failed": "Training job failed",
    "Stopped": "Training job stopped",
    "MaxRuntimeExceeded": "Training job runtime exceeded MaxRuntimeInSeconds provided",
    "MaxWaitTimeExceeded": "Training job exceeded MaxWaitTimeInSeconds provided",
}


def enter(job: Job, status: str, message: str) -> None:
    past = [dict(one) for one in job.facts.get("SecondaryStatusTransitions", [])]
    if past:
        past[-1].setdefault("EndTime", now())
    new: dict[str, Any] = {"Status": status, "StartTime": now(), "StatusMessage": message}
    job.facts["SecondaryStatus"] = status
    job.facts["SecondaryStatusTransitions"] = [*past, new]


def end(job: Job, status: str, reason: str | None) -> None:
    enter(job, status, reason or _LAST_WORDS[status])
    job.facts["SecondaryStatusTransitions"][-1]["EndTime"] = now()
