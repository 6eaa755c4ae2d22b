"""The Lambda function itself: what it is wired to, once per container."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from botocore.stub import ANY, Stubber

from millrace.adapters import clients
from millrace.handlers import record_job_events
from tests.lambda_.deliveries import QUEUE, body, body_but, delivery, event

URL = "https://sqs.us-east-1.amazonaws.com/111122223333/dead-letters"


def recent(name: str) -> str:
    """A recorded event, as if it were of now: CloudWatch takes nothing that is older than weeks."""
    now = datetime.now(UTC)
    recorded = json.loads(body_but(name, startedAt=int(now.timestamp() * 1000)))
    return json.dumps(recorded | {"time": now.isoformat()})


@pytest.fixture
def container(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A container that has just started, with the settings that the stack gives."""
    given = {
        "ENVIRONMENT": "dev",
        "LEDGER_TABLE": "jobs",
        "DEAD_LETTERS_URL": URL,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "a",
        "AWS_SECRET_ACCESS_KEY": "b",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    once_per_container = (
        *(record_job_events.desk, record_job_events.metrics),
        *(clients.cloudwatch, clients.dynamodb, clients.sqs),
    )
    for made in once_per_container:
        made.cache_clear()
    yield
    for made in once_per_container:
        made.cache_clear()


@pytest.mark.usefixtures("container")
def test_a_job_event_reaches_the_table_and_a_malformed_one_the_dead_letters() -> None:
    job_id = event("batch-1-runnable").job_id
    with Stubber(clients.dynamodb()) as dynamodb, Stubber(clients.sqs()) as sqs:
        asked = {"TableName": "jobs", "Key": {"job_id": {"S": job_id}}, "ConsistentRead": True}
        dynamodb.add_response("get_item", {}, asked)
        dynamodb.add_response("put_item", {})
        letter = {"reason": ANY, "source": {"DataType": "String", "StringValue": QUEUE}}
        expected = {"QueueUrl": URL, "MessageBody": "{broken", "MessageAttributes": letter}
        sqs.add_response("send_message", {}, expected)

        delivered = delivery(body("batch-1-runnable"), "{broken")
        answer = record_job_events.handler(delivered, None)

        assert answer == {"batchItemFailures": []}
        dynamodb.assert_no_pending_responses()
        sqs.assert_no_pending_responses()


@pytest.mark.usefixtures("container")
def test_a_throttled_write_is_answered_with_the_message_that_failed() -> None:
    with Stubber(clients.dynamodb()) as dynamodb:
        dynamodb.add_response("get_item", {})
        dynamodb.add_client_error("put_item", "ProvisionedThroughputExceededException")

        answer = record_job_events.handler(delivery(body("batch-1-runnable")), None)

        assert answer == {"batchItemFailures": [{"itemIdentifier": "m0"}]}


@pytest.mark.usefixtures("container")
def test_what_is_new_in_the_ledger_is_counted_once_for_each_delivery() -> None:
    delivered = delivery(recent("batch-3-running"), recent("batch-queue-blocked"))
    with Stubber(clients.dynamodb()) as dynamodb, Stubber(clients.cloudwatch()) as cloudwatch:
        for _job in range(2):
            dynamodb.add_response("get_item", {})
            dynamodb.add_response("put_item", {})
        of = [{"Name": "Environment", "Value": "dev"}, {"Name": "Queue", "Value": "gpu"}]
        counts = [
            {
                "MetricName": metric,
                "Dimensions": of,
                "Timestamp": ANY,
                "Value": 1,
                "Unit": "Count",
            }
            for metric in ("AttemptsStarted", "QueueBlocked")
        ]
        told = {"Namespace": "Millrace/Batch", "MetricData": counts}
        cloudwatch.add_response("put_metric_data", {}, told)

        assert record_job_events.handler(delivered, None) == {"batchItemFailures": []}
        cloudwatch.assert_no_pending_responses()


@pytest.mark.usefixtures("container")
def test_counts_that_cannot_be_published_bring_back_no_event() -> None:
    with Stubber(clients.dynamodb()) as dynamodb, Stubber(clients.cloudwatch()) as cloudwatch:
        dynamodb.add_response("get_item", {})
        dynamodb.add_response("put_item", {})
        cloudwatch.add_client_error("put_metric_data", "InternalServiceFault")

        answer = record_job_events.handler(delivery(recent("batch-3-running")), None)

        assert answer == {"batchItemFailures": []}
        cloudwatch.assert_no_pending_responses()


@pytest.mark.usefixtures("container")
def test_clients_are_made_once_per_container() -> None:
    assert record_job_events.desk() is record_job_events.desk()
    assert clients.dynamodb() is clients.dynamodb()


def test_the_logs_are_the_job_desks() -> None:
    assert record_job_events.log.service == "job-desk"
