"""The jobs that an execution started, as SageMaker describes them."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from ops.pipeline.step import Job, JobKind

if TYPE_CHECKING:
    from mypy_boto3_sagemaker import SageMakerClient

Described: TypeAlias = Mapping[str, Any]


def described_job(sagemaker: "SageMakerClient", job: Job) -> tuple[str, Described]:
    """Its name comes along."""
    name = _name(sagemaker, job)
    return name, _DESCRIBE[job.kind](sagemaker, name)


def described_training(sagemaker: "SageMakerClient", name: str) -> Described:
    return sagemaker.describe_training_job(TrainingJobName=name)


def trainings_of(sagemaker: "SageMakerClient", tuning: str) -> list[Described]:
    """The first to be made comes first."""
    pages = sagemaker.get_paginator("list_training_jobs_for_hyper_parameter_tuning_job").paginate(
        HyperParameterTuningJobName=tuning
    )
    jobs = [one for page in pages for one in page["TrainingJobSummaries"]]
    return sorted(jobs, key=lambda one: (one["CreationTime"], one["TrainingJobName"]))


def _name(sagemaker: "SageMakerClient", job: Job) -> str:
    """A step tells its job's ARN, which is in lower case; the name and its log streams are not."""
    own, listed = _KEYS[job.kind], _LIST[job.kind]
    for one in listed(sagemaker, _execution(job)):
        if one[f"{own}Arn"].lower() == job.arn.lower():
            return str(one[f"{own}Name"])
    return job.arn.rsplit("/", 1)[-1]


def _execution(job: Job) -> str:
    """[pipelines-]<execution>-<step>-<letters>: the part that is in lower case anyway."""
    return job.arn.rsplit("/", 1)[-1].removeprefix("pipelines-").partition("-")[0]


def _processings(aws: "SageMakerClient", part: str) -> Iterator[Described]:
    for page in aws.get_paginator("list_processing_jobs").paginate(NameContains=part):
        yield from page["ProcessingJobSummaries"]


def _trainings(aws: "SageMakerClient", part: str) -> Iterator[Described]:
    for page in aws.get_paginator("list_training_jobs").paginate(NameContains=part):
        yield from page["TrainingJobSummaries"]


def _tunings(aws: "SageMakerClient", part: str) -> Iterator[Described]:
    pages = aws.get_paginator("list_hyper_parameter_tuning_jobs").paginate(NameContains=part)
    for page in pages:
        yield from page["HyperParameterTuningJobSummaries"]


def _transforms(aws: "SageMakerClient", part: str) -> Iterator[Described]:
    for page in aws.get_paginator("list_transform_jobs").paginate(NameContains=part):
        yield from page["TransformJobSummaries"]


def _tuning(aws: "SageMakerClient", name: str) -> Described:
    return aws.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName=name)


_KEYS = {
    JobKind.PROCESSING: "ProcessingJob",
    JobKind.TRAINING: "TrainingJob",
    JobKind.TUNING: "HyperParameterTuningJob",
    JobKind.TRANSFORM: "TransformJob",
}
_LIST: Mapping[JobKind, Callable[["SageMakerClient", str], Iterator[Described]]] = {
    JobKind.PROCESSING: _processings,
    JobKind.TRAINING: _trainings,
    JobKind.TUNING: _tunings,
    JobKind.TRANSFORM: _transforms,
}
_DESCRIBE: Mapping[JobKind, Callable[["SageMakerClient", str], Described]] = {
    JobKind.PROCESSING: lambda aws, name: aws.describe_processing_job(ProcessingJobName=name),
    JobKind.TRAINING: described_training,
    JobKind.TUNING: _tuning,
    JobKind.TRANSFORM: lambda aws, name: aws.describe_transform_job(TransformJobName=name),
}
