"""The job desk, deployed: an event twice, one out of order, one malformed."""

import json
import time
import uuid
from typing import Any

import pytest

from local.up.first_job import FirstJob
from millrace.domain.job import JobRecord, State
from tests.account.conftest import Deployed
from tests.account.eventually import eventually

pytestmark = pytest.mark.account


@pytest.fixture
def record(deployed: Deployed, first_job: FirstJob) -> JobRecord:
    def ended() -> JobRecord | None:
        found = deployed.recorded(first_job.id)
        return found if found.state.terminal else None

    return eventually(ended)


def deliver(deployed: Deployed, body: str) -> None:
    """As EventBridge does: it puts the event's JSON into the queue."""
    deployed.up.session.client("sqs").send_message(
        QueueUrl=deployed.output("Events", "JobEvents"), MessageBody=body
    )


def event_of(record: JobRecord, *, id: str, state: str, at: str) -> dict[str, Any]:
    return {
        "version": "0",
        "id": id,
        "detail-type": "Batch Job State Change",
        "source": "aws.batch",
        "account": "000000000000",
        "time": at,
        "region": "us-east-1",
        "resources": [],
        "detail": {
            "jobId": record.job_id,
            "jobName": record.name,
            "jobQueue": record.queue,
            "jobDefinition": record.definition,
            "status": state,
            "attempts": [],
        },
    }


def decisions(deployed: Deployed, event_id: str) -> list[dict[str, Any]]:
    """What the function logged about one event."""
    logs = deployed.up.session.client("logs")
    [group] = [
        group["logGroupName"]
        for group in logs.describe_log_groups()["logGroups"]
        if "RecordJobEvents" in group["logGroupName"]
    ]
    lines = [event["message"] for event in logs.filter_log_events(logGroupName=group)["events"]]
    found = [json.loads(line) for line in lines if line.startswith("{") and event_id in line]
    return [line for line in found if line.get("event_id") == event_id]


def test_an_event_delivered_twice_changes_nothing_the_second_time(
    deployed: Deployed, record: JobRecord
) -> None:
    first = min(record.timeline.values(), key=lambda moment: moment.order)
    again = event_of(record, id=first.event_id, state=str(first.state), at=first.at.isoformat())

    deliver(deployed, json.dumps(again))

    twice = eventually(lambda: decisions(deployed, first.event_id)[1:])
    assert [line["outcome"] for line in twice] == ["duplicate"]
    assert deployed.recorded(record.job_id) == record


def test_an_event_out_of_order_joins_the_timeline_and_leaves_the_state(
    deployed: Deployed, record: JobRecord
) -> None:
    late = event_of(record, id=str(uuid.uuid4()), state="RUNNABLE", at="2026-01-01T00:00:00Z")

    deliver(deployed, json.dumps(late))

    [line] = eventually(lambda: decisions(deployed, late["id"]))
    assert line["outcome"] == "late"
    after = deployed.recorded(record.job_id)
    assert after.timeline.keys() == record.timeline.keys() | {late["id"]}
    assert (after.state, after.attempts) == (State.SUCCEEDED, record.attempts)


def test_a_malformed_event_is_a_dead_letter_with_its_reason_at_once(deployed: Deployed) -> None:
    sqs = deployed.up.session.client("sqs")
    letters = deployed.output("Events", "DeadLetters")
    began = time.monotonic()

    deliver(deployed, '{"detail-type": "Batch Job State Change", "source": "aws.batch"')

    [letter] = eventually(
        lambda: sqs.receive_message(QueueUrl=letters, MessageAttributeNames=["All"]).get("Messages")
    )
    sqs.delete_message(QueueUrl=letters, ReceiptHandle=letter["ReceiptHandle"])
    assert letter["Body"].startswith('{"detail-type"')
    assert "JSON" in letter["MessageAttributes"]["reason"]["StringValue"]
    assert time.monotonic() - began < 30
