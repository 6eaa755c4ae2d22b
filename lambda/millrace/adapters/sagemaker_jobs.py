"""Asks SageMaker about its jobs, and tells of them as its events do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from millrace.adapters.asking import asking, entries
from millrace.adapters.sagemaker_answers import in_events, known_or_none, times_in
from millrace.domain.reconciling.sagemaker_kinds import KINDS, SOURCE, kind_of, resource_of
from millrace.domain.reconciling.told import Listed, Told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from mypy_boto3_sagemaker import SageMakerClient

_PAGE = 100
_LISTS = {
    "training-job": ("list_training_jobs", "TrainingJobSummaries"),
    "processing-job": ("list_processing_jobs", "ProcessingJobSummaries"),
    "transform-job": ("list_transform_jobs", "TransformJobSummaries"),
    "hyper-parameter-tuning-job": (
        "list_hyper_parameter_tuning_jobs",
        "HyperParameterTuningJobSummaries",
    ),
    "automl-job": ("list_auto_ml_jobs", "AutoMLJobSummaries"),
    "labeling-job": ("list_labeling_jobs", "LabelingJobSummaryList"),
}
_DESCRIPTIONS = {
    "training-job": "describe_training_job",
    "processing-job": "describe_processing_job",
    "transform-job": "describe_transform_job",
    "hyper-parameter-tuning-job": "describe_hyper_parameter_tuning_job",
    "automl-job": "describe_auto_ml_job_v2",
    "labeling-job": "describe_labeling_job",
}


class SageMakerJobs:
    def __init__(self, client: SageMakerClient) -> None:
        self._client = client

    def changed(self, after: datetime) -> Iterator[Listed]:
        asked = {"LastModifiedTimeAfter": after, "MaxResults": _PAGE}
        for type_, (operation, member) in _LISTS.items():
            with asking("SageMaker"):
                for job in entries(getattr(self._client, operation), member, asked):
                    yield _summary(job, KINDS[type_].word)

    def told(self, job: Listed) -> Told | None:
        kind = kind_of(job.job_id)
        describe = getattr(self._client, _DESCRIPTIONS[job.job_id.partition("/")[0]])
        answer = known_or_none(describe, {f"{kind.word}Name": job.name})
        if answer is None:
            return None
        return Told(
            job_id=job.job_id,
            arn=answer[f"{kind.word}Arn"],
            detail_type=kind.detail_type,
            detail=in_events(answer),
            at=max(times_in(answer)),
            source=SOURCE,
        )

    def tags(self, arn: str) -> Mapping[str, str]:
        with asking("SageMaker"):
            tags = entries(self._client.list_tags, "Tags", {"ResourceArn": arn})
            return {tag["Key"]: tag["Value"] for tag in tags}


def _summary(job: Mapping[str, Any], word: str) -> Listed:
    arn = job[f"{word}Arn"]
    return Listed(
        job_id=resource_of(arn),
        name=job[f"{word}Name"],
        status=job[f"{word}Status"],
        inner_status=job.get("SecondaryStatus", ""),
        arn=arn,
        changed_at=job.get("LastModifiedTime") or job["CreationTime"],
    )
