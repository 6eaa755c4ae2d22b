"""What the desk does on a schedule: missed events, deadlines, the export."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from millrace.domain.job import JobRecord, State
from tests.account.desk import Desk, Work, done, waits_on_spot, work
from tests.account.eventually import eventually

pytestmark = [pytest.mark.account, pytest.mark.timeout(240)]


@pytest.fixture
def deaf(desk: Desk) -> Iterator[None]:
    """No event of AWS Batch reaches the desk."""
    events = desk.deployed.up.session.client("events")
    rule = desk.resource("AWS::Events::Rule", "FeedRule")
    events.disable_rule(Name=rule)
    yield
    events.enable_rule(Name=rule)


def running(desk: Desk, job_id: str) -> JobRecord:
    def found() -> JobRecord | None:
        record = desk.found(job_id)
        return record if record and record.state is State.RUNNING else None

    return eventually(found)


def heard_of_long_ago(desk: Desk, record: JobRecord) -> None:
    """The reconciler leaves alone what something was heard of within the last minute."""
    long_ago = datetime.now(UTC) - timedelta(minutes=5)
    desk.deployed.up.session.client("dynamodb").update_item(
        TableName=desk.deployed.output("Events", "LedgerTable"),
        Key={"job_id": {"S": record.job_id}},
        UpdateExpression="SET updated_at = :then",
        ExpressionAttributeValues={":then": {"S": long_ago.strftime("%Y-%m-%dT%H:%M:%S.000Z")}},
    )


def test_an_end_that_no_event_told_of_is_found_and_acted_upon_once(
    desk: Desk, request: pytest.FixtureRequest
) -> None:
    job_id = desk.submit(work("unheard", waits_on_spot()))
    record = running(desk, job_id)
    request.getfixturevalue("deaf")
    desk.lose(job_id)
    eventually(lambda: desk.described(job_id)["status"] == "FAILED")
    heard_of_long_ago(desk, record)

    assert desk.invoke("reconcile_ledger")["repaired"] >= 1

    record = desk.settled(job_id)
    assert record.newest.event_id.startswith("reconciled-")
    assert done(record) == [("on-demand", "spot-reclaimed", "done")]
    assert len(desk.in_place_of(record)) == 1


def with_deadline(name: str, hours: float) -> Work:
    """Of fifteen minutes, and due so soon."""
    due = datetime.now(UTC) + timedelta(hours=hours)
    tags = {
        "millrace:deadline": due.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "millrace:work-minutes": "15",
    }
    return work(name, waits_on_spot(), fleet="gpu", tags=tags)


def test_a_job_that_spot_would_make_late_ends_on_on_demand_with_one_successor(desk: Desk) -> None:
    urgent = desk.submit(with_deadline("urgent", 0.4))
    patient = desk.submit(with_deadline("patient", 48))
    running(desk, urgent)
    running(desk, patient)

    first = desk.invoke("conduct_deadlines")
    record = desk.settled(urgent)
    after = desk.successor(record)
    second = desk.invoke("conduct_deadlines")

    assert (first["moved"], second["moved"]) == (1, 0)
    assert (record.state_reason or "").startswith("millrace: go on on on-demand: ")
    assert done(record) == [("on-demand", "moved", "done")]
    assert (after.state, "OnDemand" in after.queue) == (State.SUCCEEDED, True)
    assert (after.facts.deadline, after.facts.tries) == (record.facts.deadline, 0)
    assert desk.in_place_of(record) == [after.job_id]
    desk.batch.terminate_job(jobId=patient, reason="the test is over")
    assert done(desk.settled(patient)) == []


def test_the_ledger_lies_in_the_logs_zone_once_a_day(desk: Desk) -> None:
    job_id = desk.submit(work("kept", "pass"))
    desk.settled(job_id)
    tomorrow = datetime.now(UTC) + timedelta(days=1, hours=2)

    for _ in range(2):
        assert desk.invoke("export_ledger", at=tomorrow)["outcome"] in ("asked", "asked before")

    lines = eventually(lambda: b"".join(exported(desk, ".json.gz")).splitlines())
    assert job_id in {json.loads(line)["Item"]["job_id"]["S"] for line in lines}
    assert len(exported(desk, "manifest-summary.json")) == 1


def exported(desk: Desk, ending: str) -> list[bytes]:
    s3 = desk.deployed.up.session.client("s3")
    bucket = desk.deployed.output("Foundation", "LogsBucket")
    files = s3.list_objects_v2(Bucket=bucket, Prefix="job-ledger/").get("Contents", [])
    found = [file["Key"] for file in files if file["Key"].endswith(ending)]
    bodies = [s3.get_object(Bucket=bucket, Key=key)["Body"].read() for key in found]
    return [gzip.decompress(one) if ending.endswith(".gz") else one for one in bodies]
