"""Where the lines of a job go: the port, so that tests need no CloudWatch Logs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

_DEFAULT_GROUP = "/aws/batch/job"


class LogRefusedError(Exception):
    """A log stream cannot be had: its group is missing, or the role may not write there."""


@dataclass(frozen=True)
class LogLine:
    timestamp: int
    message: str


@dataclass(frozen=True, kw_only=True)
class LogTarget:
    group: str
    stream: str
    creates_group: bool
    region: str


class LogStream(Protocol):
    def write(self, lines: Sequence[LogLine]) -> None: ...


class LogSink(Protocol):
    def open(self, target: LogTarget, credentials: Mapping[str, str]) -> LogStream:
        """Raises LogRefusedError."""
        ...


def stream_name(container: Mapping[str, Any], definition_name: str, task_id: str) -> str:
    prefix = _options(container).get("awslogs-stream-prefix", definition_name)
    return f"{prefix}/default/{task_id}"


def target_of(container: Mapping[str, Any], stream: str, region: str) -> LogTarget:
    options = _options(container)
    return LogTarget(
        group=options.get("awslogs-group", _DEFAULT_GROUP),
        stream=stream,
        # AWS Batch itself makes the default group when it is first needed.
        creates_group=options.get("awslogs-create-group") == "true"
        or "awslogs-group" not in options,
        region=options.get("awslogs-region", region),
    )


def _options(container: Mapping[str, Any]) -> Mapping[str, str]:
    options: Mapping[str, str] = container.get("logConfiguration", {}).get("options", {})
    return options
