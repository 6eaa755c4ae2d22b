"""Dead letters and the archive of the deployed environment, by the commands that people use."""

import gzip
import json
from datetime import UTC, datetime, timedelta

import pytest

from local.up.first_job import FirstJob
from millrace.domain.job import JobRecord
from ops.redrive.__main__ import main
from tests.account.conftest import Deployed
from tests.account.eventually import eventually

pytestmark = pytest.mark.account


def redrive(deployed: Deployed, *line: str) -> int:
    return main(line, connect=lambda _environment: deployed.up.session)


def test_a_letter_that_stays_unreadable_comes_back_and_leaves_a_trace_when_it_is_purged(
    deployed: Deployed, capsys: pytest.CaptureFixture[str]
) -> None:
    aws = deployed.up.session
    queue, letters = (
        deployed.output("Events", "JobEvents"),
        deployed.output("Events", "DeadLetters"),
    )
    aws.client("sqs").send_message(QueueUrl=queue, MessageBody='{"id": "redriven"')

    def dead() -> list[dict[str, str]]:
        capsys.readouterr()
        redrive(deployed, "inspect", letters, "--json")
        told = json.loads(capsys.readouterr().out)["letters"]
        return [one for one in told if one["body"] == '{"id": "redriven"']

    [first] = eventually(dead)
    assert redrive(deployed, "replay", letters, "--message", first["id"]) == 0
    [again] = eventually(lambda: [one for one in dead() if one["id"] != first["id"]])
    line = ("purge", letters, "--message", again["id"], "--reason", "a test's", "--yes")
    assert redrive(deployed, *line) == 0

    uri = capsys.readouterr().out.rpartition("kept in s3://")[2].strip()
    bucket, _, key = uri.partition("/")
    kept = aws.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read()
    assert json.loads(gzip.decompress(kept))["because"] == "a test's"
    assert dead() == []


def test_the_archive_tells_the_job_desk_nothing_new(
    deployed: Deployed, first_job: FirstJob, capsys: pytest.CaptureFixture[str]
) -> None:
    def ended() -> JobRecord | None:
        found = deployed.recorded(first_job.id)
        return found if found.state.terminal and not found.due else None

    record = eventually(ended)
    window = (datetime.now(UTC) - timedelta(hours=1), datetime.now(UTC) + timedelta(hours=1))
    first, last = (time.isoformat() for time in window)

    assert redrive(deployed, "archive", "--from", first, "--to", last) == 0

    assert "events came" in capsys.readouterr().out
    assert deployed.recorded(first_job.id) == record
