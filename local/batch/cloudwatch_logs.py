"""Writes the lines of a job to CloudWatch Logs, as the role that AWS would use."""

import logging
from collections.abc import Mapping, Sequence

from botocore.exceptions import BotoCoreError, ClientError
from mypy_boto3_logs import CloudWatchLogsClient

from local.batch.clients import Clients
from local.batch.logs import LogLine, LogRefusedError, LogStream, LogTarget

_LOG = logging.getLogger(__name__)


class CloudWatchLogs:
    def __init__(self, endpoint: str) -> None:
        self._clients = Clients(endpoint)

    def open(self, target: LogTarget, credentials: Mapping[str, str]) -> LogStream:
        if not credentials:
            raise LogRefusedError("NoCredentials: the job has no execution role or instance role")
        try:
            logs: CloudWatchLogsClient = self._clients.make("logs", credentials, target.region)
            if target.creates_group:
                _create_group(logs, target.group)
            logs.create_log_stream(logGroupName=target.group, logStreamName=target.stream)
        except (ClientError, BotoCoreError) as error:
            raise LogRefusedError(str(error)) from error
        return _Stream(logs, target)


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
