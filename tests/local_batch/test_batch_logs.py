"""Lines reach CloudWatch Logs in batches that it takes, as the role that AWS would use."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from local.batch.cloudwatch_logs import CloudWatchLogs
from local.batch.logs import LogLine, LogRefusedError, LogTarget
from local.batch.pump import Pump
from tests.local_batch.served import Server

KEYS = {
    "AWS_ACCESS_KEY_ID": "AKIDEXECUTION",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_SESSION_TOKEN": "token",
}


def target(*, creates_group: bool = False) -> LogTarget:
    return LogTarget(group="/jobs", stream="s", creates_group=creates_group, region="us-east-1")


@dataclass
class FakeCloudWatch:
    """Answers as CloudWatch Logs, and refuses the operations that it is told to."""

    refuses: Mapping[str, str] = field(default_factory=dict)
    calls: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    signed_by: set[str] = field(default_factory=set)

    async def __call__(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        query_params: Mapping[str, Sequence[str]],
    ) -> tuple[int, dict[str, str], bytes]:
        operation = headers["X-Amz-Target"].rpartition(".")[2]
        self.calls.append((operation, json.loads(body)))
        self.signed_by.add(headers["Authorization"].partition("Credential=")[2].partition("/")[0])
        if operation in self.refuses:
            return 400, {}, json.dumps({"__type": self.refuses[operation]}).encode()
        return 200, {}, b"{}"


@pytest.fixture
def cloudwatch(server: Server) -> FakeCloudWatch:
    server.handler = FakeCloudWatch()
    return server.handler


def test_lines_are_put_by_the_role_that_the_stream_was_opened_with(
    server: Server, cloudwatch: FakeCloudWatch
) -> None:
    stream = CloudWatchLogs(server.endpoint).open(target(), KEYS)
    stream.write([LogLine(1, "one"), LogLine(2, "two")])

    assert [name for name, _ in cloudwatch.calls] == ["CreateLogStream", "PutLogEvents"]
    assert cloudwatch.signed_by == {"AKIDEXECUTION"}
    assert cloudwatch.calls[1][1]["logEvents"] == [
        {"timestamp": 1, "message": "one"},
        {"timestamp": 2, "message": "two"},
    ]


def test_a_group_is_made_where_the_job_says_so_and_may_be_there_already(
    server: Server, cloudwatch: FakeCloudWatch
) -> None:
    cloudwatch.refuses = {"CreateLogGroup": "ResourceAlreadyExistsException"}
    CloudWatchLogs(server.endpoint).open(target(creates_group=True), KEYS)

    assert [name for name, _ in cloudwatch.calls] == ["CreateLogGroup", "CreateLogStream"]


@pytest.mark.parametrize("code", ["ResourceNotFoundException", "AccessDeniedException"])
def test_a_stream_that_cannot_be_made_is_a_refusal(
    server: Server, cloudwatch: FakeCloudWatch, code: str
) -> None:
    cloudwatch.refuses = {"CreateLogStream": code}
    with pytest.raises(LogRefusedError, match=code):
        CloudWatchLogs(server.endpoint).open(target(), KEYS)


def test_without_a_role_there_is_no_stream(server: Server) -> None:
    with pytest.raises(LogRefusedError, match="no execution role"):
        CloudWatchLogs(server.endpoint).open(target(), {})


def test_lines_that_are_refused_later_are_lost_with_a_warning(
    server: Server, cloudwatch: FakeCloudWatch, caplog: pytest.LogCaptureFixture
) -> None:
    cloudwatch.refuses = {"PutLogEvents": "AccessDeniedException"}
    CloudWatchLogs(server.endpoint).open(target(), KEYS).write([LogLine(1, "one")])

    assert "1 lines of s are lost" in caplog.text


@dataclass
class Batches:
    seen: list[Sequence[LogLine]] = field(default_factory=list)

    def write(self, lines: Sequence[LogLine]) -> None:
        self.seen.append(lines)


def pumped(printed: bytes) -> list[Sequence[LogLine]]:
    reading, writing = os.pipe()
    batches = Batches()
    pump = Pump(os.fdopen(reading, "rb"), batches, flush_s=0.05)
    pump.start()
    with os.fdopen(writing, "wb") as out:
        out.write(printed)
    pump.finish()
    return batches.seen


def test_a_last_line_without_its_end_counts() -> None:
    [batch] = pumped(b"one\r\n\ntw\xc3\xb6")

    assert [line.message for line in batch] == ["one", "twö"]


def test_a_flood_is_cut_into_batches_that_cloudwatch_takes() -> None:
    batches = pumped(b"x\n" * 12_000)

    assert sum(len(batch) for batch in batches) == 12_000
    assert max(len(batch) for batch in batches) <= 10_000


def test_an_endless_line_is_cut() -> None:
    lines = [line.message for batch in pumped(b"x" * 700_000) for line in batch]

    assert sum(len(line) for line in lines) == 700_000
    assert max(len(line.encode()) for line in lines) <= 262_144


def test_a_pipe_that_somebody_keeps_open_does_not_keep_the_pump() -> None:
    reading, writing = os.pipe()
    batches = Batches()
    pump = Pump(os.fdopen(reading, "rb"), batches, flush_s=0.05)
    pump.start()
    os.write(writing, b"one\n")
    pump.finish()
    os.close(writing)

    assert not pump.is_alive()
    assert [line.message for batch in batches.seen for line in batch] == ["one"]
