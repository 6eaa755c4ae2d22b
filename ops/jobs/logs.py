"""Where a job's log is, and the command that reads it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from shlex import join
from typing import TYPE_CHECKING

import boto3

from millrace.domain.job import JobRecord, Kind, Service

if TYPE_CHECKING:
    from mypy_boto3_batch import BatchClient

_OF_BATCH = "/aws/batch/job"
"""Where AWS Batch writes unless the job definition says otherwise."""
_TRAINING = "/aws/sagemaker/TrainingJobs"
_GROUPS: Mapping[Kind, str] = {
    Kind.TRAINING: _TRAINING,
    Kind.SERVICE: _TRAINING,
    Kind.PROCESSING: "/aws/sagemaker/ProcessingJobs",
    Kind.TRANSFORM: "/aws/sagemaker/TransformJobs",
    Kind.LABELLING: "/aws/sagemaker/LabelingJobs",
    Kind.ENDPOINT: "/aws/sagemaker/Endpoints",
}


@dataclass(frozen=True)
class Log:
    group: str
    attempt: int | None = None
    stream: str | None = None
    begins: str | None = None
    """How its streams begin, where each host writes one of its own."""

    def command(self, endpoint: str | None) -> str:
        aws = ["aws", *(["--endpoint-url", endpoint] if endpoint else [])]
        if self.stream:
            where = ["--log-group-name", self.group, "--log-stream-name", self.stream]
            return join([*aws, "logs", "get-log-events", *where, "--limit", "50"])
        begins = ["--log-stream-name-prefix", self.begins] if self.begins else []
        return join([*aws, "logs", "tail", self.group, *begins, "--since", "3d"])


def logs_of(job: JobRecord, session: boto3.Session) -> list[Log]:
    """The newest attempt comes last."""
    return [*_logs(job, session)]


def _logs(job: JobRecord, session: boto3.Session) -> Iterator[Log]:
    streams = {n: one.log_stream for n, one in sorted(job.attempts.items()) if one.log_stream}
    if job.service is Service.BATCH and job.kind is not Kind.SERVICE:
        group = _group(job, session.client("batch")) if streams else _OF_BATCH
        for number, stream in streams.items():
            yield Log(group, number, stream=stream)
    elif job.kind is Kind.ENDPOINT:
        yield Log(f"{_GROUPS[job.kind]}/{job.name}")
    elif group := _GROUPS.get(job.kind, ""):
        for name in dict.fromkeys(streams.values() or [job.name]):
            yield Log(group, begins=f"{name}/")


def _group(job: JobRecord, batch: "BatchClient") -> str:
    """As its definition says, which AWS Batch keeps for half a year after it is gone."""
    if not job.definition:
        return _OF_BATCH
    found = batch.describe_job_definitions(jobDefinitions=[job.definition])["jobDefinitions"]
    containers = (one.get("containerProperties", {}) for one in found)
    options = (one.get("logConfiguration", {}).get("options", {}) for one in containers)
    return next((one["awslogs-group"] for one in options if "awslogs-group" in one), _OF_BATCH)
