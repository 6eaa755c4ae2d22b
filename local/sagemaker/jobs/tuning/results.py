"""A tuning job's results, in the members by which SageMaker tells them."""

from collections.abc import Sequence
from typing import Any

from local.sagemaker.jobs.tuning.trial import Trial, TuningJob

_COUNTED = {
    "Completed": "Completed",
    "InProgress": "InProgress",
    "Stopping": "InProgress",
    "Failed": "NonRetryableError",
    "Stopped": "Stopped",
}


def best(trials: Sequence[Trial]) -> Trial | None:
    """One that was stopped may have left no model: it is best only if none was completed."""
    for status in ("Completed", "Stopped"):
        found = [one for one in trials if one.job.status == status and one.score is not None]
        if found:
            return max(found, key=lambda one: (one.score, -one.index))
    return None


def counters(job: TuningJob) -> dict[str, dict[str, int]]:
    words = [_COUNTED[one.job.status] for one in job.trials]
    states = ("Completed", "InProgress", "RetryableError", "NonRetryableError", "Stopped")
    objectives = [objective_status(one) for one in job.trials]
    return {
        "TrainingJobStatusCounters": {one: words.count(one) for one in states},
        "ObjectiveStatusCounters": {
            one: objectives.count(one) for one in ("Succeeded", "Pending", "Failed")
        },
    }


def objective_status(trial: Trial) -> str:
    if not trial.job.has_ended:
        return "Pending"
    return "Failed" if trial.score is None else "Succeeded"


def summary(trial: Trial) -> dict[str, Any]:
    job, value = trial.job, trial.value
    metric = {"MetricName": trial.objective.metric, "Type": trial.objective.kind, "Value": value}
    known = {
        "TrainingStartTime": job.started_at,
        "TrainingEndTime": job.ended_at,
        "FailureReason": trial.missing,
        "FinalHyperParameterTuningJobObjectiveMetric": metric if value is not None else None,
    }
    return {
        "TrainingJobName": job.name,
        "TrainingJobArn": job.arn,
        "CreationTime": job.created_at,
        "TrainingJobStatus": job.status,
        "TunedHyperParameters": dict(trial.values),
        "ObjectiveStatus": objective_status(trial),
        **{name: told for name, told in known.items() if told is not None},
    }


def tell(job: TuningJob, inherited: Sequence[Trial]) -> bool:
    """Brings the members of Describe up to date; whether any of them changed."""
    mine = best(job.trials)
    overall = best([*inherited, *job.trials])
    told: dict[str, Any] = counters(job)
    if mine:
        told["BestTrainingJob"] = summary(mine)
    if overall and inherited:
        told["OverallBestTrainingJob"] = summary(overall)
    seconds = sum(one.job.seconds_since_start() for one in job.trials if one.job.has_ended)
    told["ConsumedResources"] = {"RuntimeInSeconds": round(seconds)}
    changed = any(job.facts.get(name) != value for name, value in told.items())
    job.facts.update(told)
    return changed
