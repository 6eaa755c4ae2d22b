"""What jobs said, out of CloudWatch Logs."""

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from ops.pipeline.place import is_missing
from ops.pipeline.step import JobKind

if TYPE_CHECKING:
    from mypy_boto3_logs import CloudWatchLogsClient

LINES = 20
_GROUPS = {
    JobKind.PROCESSING: "/aws/sagemaker/ProcessingJobs",
    JobKind.TRAINING: "/aws/sagemaker/TrainingJobs",
    JobKind.TRANSFORM: "/aws/sagemaker/TransformJobs",
}


def tail(logs: "CloudWatchLogsClient", kind: JobKind, job: str, *, lines: int = LINES) -> list[str]:
    """Of the stream that was written to last: each host and each attempt has its own."""
    streams = _streams(logs, _GROUPS[kind], job)
    if not streams:
        return []
    answer = logs.get_log_events(
        logGroupName=_GROUPS[kind], logStreamName=streams[-1], startFromHead=False, limit=lines
    )
    return [one["message"].rstrip("\n") for one in answer["events"]]


def every_line(logs: "CloudWatchLogsClient", job: str, *, at_most: int = 10_000) -> list[str]:
    """Of a training job's first host, all its attempts one after the other."""
    group = _GROUPS[JobKind.TRAINING]
    lines: list[str] = []
    for stream in _streams(logs, group, f"{job}/algo-1"):
        lines += _whole(logs, group, stream, at_most - len(lines))
    return lines


def _whole(logs: "CloudWatchLogsClient", group: str, stream: str, at_most: int) -> list[str]:
    lines: list[str] = []
    answer = logs.get_log_events(logGroupName=group, logStreamName=stream, startFromHead=True)
    token = ""
    while answer["nextForwardToken"] != token and len(lines) < at_most:
        lines += [one["message"] for one in answer["events"]]
        token = answer["nextForwardToken"]
        answer = logs.get_log_events(
            logGroupName=group, logStreamName=stream, startFromHead=True, nextToken=token
        )
    return lines[:at_most]


def _streams(logs: "CloudWatchLogsClient", group: str, prefix: str) -> list[str]:
    """The one that was written to last comes last."""
    try:
        pages = logs.get_paginator("describe_log_streams").paginate(
            logGroupName=group, logStreamNamePrefix=prefix
        )
        streams = [one for page in pages for one in page["logStreams"]]
    except ClientError as error:
        if is_missing(error):
            return []
        raise
    streams.sort(key=lambda one: (one.get("lastEventTimestamp", 0), one["logStreamName"]))
    return [one["logStreamName"] for one in streams]
