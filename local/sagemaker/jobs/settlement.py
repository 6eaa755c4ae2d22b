"""How a training job ends, by how its last container did."""

from local.batch.outcome import Outcome
from local.sagemaker.jobs import artifacts, endings, metrics
from local.sagemaker.jobs.attempt import Attempt
from local.sagemaker.jobs.failures import with_tail
from local.sagemaker.jobs.job import Job
from local.sagemaker.jobs.pace import JobPace
from local.sagemaker.jobs.plans import BuiltInXgboost
from local.sagemaker.jobs.story import Story

_STOPPED = (endings.ASKED, endings.TOO_LONG, endings.TOO_LATE)


def billed(job: Job, seconds: float, pace: JobPace) -> None:
    share = pace.spot_share if job.is_spot else 1.0
    job.facts["TrainingTimeInSeconds"] = max(1, round(seconds))
    job.facts["BillableTimeInSeconds"] = max(1, round(seconds * share))


def settle(attempt: Attempt, outcome: Outcome, story: Story) -> None:
    """Raises JobFailedError if what the job made cannot be stored."""
    job = attempt.job
    job.facts["FinalMetricDataList"] = metrics.final(job)
    word = outcome.status_reason
    if outcome.is_success or word in _STOPPED:
        _keep(attempt, story)
    else:
        artifacts.keep_output(attempt.desk, attempt.ml)
    if outcome.is_success:
        _say_what_is_missing(attempt)
        story.ends(job, "Completed")
    elif word in _STOPPED:
        story.ends(job, "Stopped", _reason(attempt, word), inner=word)
    else:
        story.ends(job, "Failed", _failure(attempt, outcome))


def _say_what_is_missing(attempt: Attempt) -> None:
    """SageMaker says nothing of a metric whose expression matches nothing; the log does here."""
    if isinstance(attempt.plan, BuiltInXgboost):
        return
    for one in metrics.definitions_of(attempt.job):
        if one["Name"] not in attempt.job.series:
            attempt.log.say(
                f"[millrace] the metric {one['Name']!r} never appeared in this log, "
                f"its expression is {one['Regex']!r}"
            )


def _keep(attempt: Attempt, story: Story) -> None:
    story.enters(attempt.job, "Uploading", "Uploading generated training model")
    uri = artifacts.keep_model(attempt.desk, attempt.ml)
    attempt.job.facts["ModelArtifacts"] = {"S3ModelArtifacts": uri}
    artifacts.keep_output(attempt.desk, attempt.ml)


def _reason(attempt: Attempt, word: str) -> str | None:
    sentence = endings.REASONS.get(word)
    return with_tail(f"{word}: {sentence}", attempt.log.tail) if sentence else None


def _failure(attempt: Attempt, outcome: Outcome) -> str:
    told = attempt.ml.read("output/failure")
    said = told or attempt.plan.error(attempt.words, outcome.exit_code, attempt.log.last_line)
    reason = f"AlgorithmError: {said}, exit code: {outcome.exit_code}"
    return with_tail(reason, attempt.log.tail)
