"""Writes the lines of a job to CloudWatch Logs, as the role that AWS would use."""

import logging
from collections.abc import Mapping, Sequence

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from mypy_boto3_logs import CloudWatchLogsClient

from local.batch.logs import LogLine, LogRefusedError, LogStream, LogTarget

_LOG = logging.getLogger(__name__)
_PATIENCE = Config(connect_timeout=5, read_timeout=30, retries={"total_max_attempts": 3})


class CloudWatchLogs:
    def __init__(self, endpoint: str) -> None:
        self._endpoint = endpoint

    def open(self, target: LogTarget, credentials: Mapping[str, str]) -> LogStream:
        if not credentials:
            raise LogRefusedError("NoCredentials: the job has no execution role or instance role")
        try:
            logs = self._client(target.region, credentials)
            if target.creates_group:
                _create_group(logs, target.group)
            logs.create_log_stream(logGroupName=target.group, logStreamName=target.stream)
        except (ClientError, BotoCoreError) as error:
            raise LogRefusedError(str(error)) from error
        return _Stream(logs, target)

    def _client(self, region: str, credentials: Mapping[str, str]) -> CloudWatchLogsClient:
        # A session of its own: boto3's default session is not for many threads.
        return boto3.session.Session().client(
            "logs",
            region_name=region,
            endpoint_url=self._endpoint,
            config=_PATIENCE,
            aws_access_key_id=credentials["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=credentials["AWS_SECRET_ACCESS_KEY"],
            aws_session_token=credentials["AWS_SESSION_TOKEN"],
        )


def _create_group(logs: CloudWatchLogsClient, group: str) -> None:
    try:
        logs.create_log_group(logGroupName=group)
    except logs.exceptions.ResourceAlreadyExistsException:
        return


class _Stream:
    def __init__(self, logs: CloudWatchLogsClient, target: LogTarget) -> None:
        self._logs = logs
        self._target = target

    def write(self, lines: Sequence[LogLine]) -> None:
        try:
            self._logs.put_log_events(
                logGroupName=self._target.group,
                logStreamName=self._target.stream,
                logEvents=[{"timestamp": one.timestamp, "message": one.message} for one in lines],
            )
        except (ClientError, BotoCoreError) as error:
            # As the awslogs driver: a job does not fail for its logs once it runs.
            _LOG.warning("%d lines of %s are lost: %s", len(lines), self._target.stream, error)
