"""The main job: reclaimed halfway, resumed from its checkpoint, and told by the ledger."""

import json

import pytest

from local.up.first_job import FirstJob
from millrace.domain.job import JobRecord, State
from tests.account.conftest import Deployed
from tests.account.eventually import eventually
from workloads.digits.data import as_csv, from_csv
from workloads.digits.network import accuracy, from_artifact
from workloads.digits.split import split

pytestmark = pytest.mark.account


@pytest.fixture(scope="module")
def record(deployed: Deployed, first_job: FirstJob) -> JobRecord:
    def ended() -> JobRecord | None:
        found = deployed.recorded(first_job.id)
        return found if found.state.terminal else None

    return eventually(ended)


def log_of(deployed: Deployed, stream: str | None) -> list[str]:
    assert stream is not None
    [group] = [
        group["logGroupName"]
        for group in deployed.up.session.client("logs").describe_log_groups()["logGroups"]
        if "JobLogs" in group["logGroupName"]
    ]
    events = deployed.up.session.client("logs").get_log_events(
        logGroupName=group, logStreamName=stream, startFromHead=True
    )
    return [event["message"] for event in events["events"]]


def test_the_first_attempt_ended_with_its_host(record: JobRecord) -> None:
    reason = record.attempts[1].reason
    assert reason is not None
    assert reason.startswith("Host EC2 (instance i-")
    assert "terminated." in reason


def test_the_second_attempt_finished(record: JobRecord) -> None:
    assert record.state is State.SUCCEEDED
    assert len(record.attempts) == 2
    assert record.attempts[2].exit_code == 0


def test_the_first_attempt_wrote_a_checkpoint_when_it_was_told_to_go(
    deployed: Deployed, record: JobRecord
) -> None:
    *_, last = log_of(deployed, record.attempts[1].log_stream)
    assert last.startswith("reclaimed: checkpoint written in epoch ")


def test_the_second_attempt_went_on_where_the_first_was_stopped(
    deployed: Deployed, record: JobRecord
) -> None:
    *_, stopped = log_of(deployed, record.attempts[1].log_stream)
    _, resumed, *_ = log_of(deployed, record.attempts[2].log_stream)
    where = stopped.removeprefix("reclaimed: checkpoint written in ")
    assert resumed.startswith(f"resuming at {where}")
    assert int(where.split()[1].rstrip(",")) > 20


def test_the_ledger_tells_every_state_of_every_attempt(record: JobRecord) -> None:
    moments = sorted(record.timeline.values(), key=lambda moment: moment.order)
    assert [(moment.attempt, str(moment.state)) for moment in moments] == [
        (1, "PENDING"),
        (1, "RUNNABLE"),
        (1, "STARTING"),
        (1, "RUNNING"),
        (2, "RUNNABLE"),
        (2, "STARTING"),
        (2, "RUNNING"),
        (2, "SUCCEEDED"),
    ]


def test_the_model_is_in_its_zone_and_reads_digits(deployed: Deployed, first_job: FirstJob) -> None:
    s3 = deployed.up.session.client("s3")
    bucket = deployed.output("Foundation", "ModelsBucket")
    folder = f"digits/{first_job.id}"
    model = s3.get_object(Bucket=bucket, Key=f"{folder}/model.pt")["Body"].read()
    told = json.loads(s3.get_object(Bucket=bucket, Key=f"{folder}/evaluation.json")["Body"].read())

    rows = split(*from_csv(as_csv()), seed=1)
    measured = accuracy(from_artifact(model), rows.held_out_images, rows.held_out_labels)

    assert measured == told["accuracy"]
    assert measured > 0.95
