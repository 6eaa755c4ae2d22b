"""The Lambda function itself: what it is wired to, once per container."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from botocore.stub import ANY, Stubber

from millrace.adapters import clients
from millrace.handlers import record_job_events
from millrace.logs import logger
from tests.lambda_.deliveries import QUEUE, body, body_but, delivery, event

URL = "https://sqs.us-east-1.amazonaws.com/111122223333/dead-letters"
ORDERS = "https://sqs.us-east-1.amazonaws.com/111122223333/orders"
JOB = event("batch-1-runnable").job_id
IGNORED = json.dumps(json.loads(body("batch-1-runnable")) | {"source": "aws.glue"})


def recent(name: str) -> str:
    """A recorded event, as if it were of now: CloudWatch takes nothing that is older than weeks."""
    now = datetime.now(UTC)
    recorded = json.loads(body_but(name, startedAt=int(now.timestamp() * 1000)))
    return json.dumps(recorded | {"time": now.isoformat()})


SETTINGS = {
    "ENVIRONMENT": "dev",
    "LEDGER_TABLE": "jobs",
    "DEAD_LETTERS_URL": URL,
    "ORDERS_URL": ORDERS,
    "POLICY": json.dumps({"retries": 1, "keep_days": 400}),
    "FLEETS": "{}",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "a",
    "AWS_SECRET_ACCESS_KEY": "b",
}
ONCE_PER_CONTAINER = (
    *(record_job_events.settings, record_job_events.desk, record_job_events.metrics),
    *(record_job_events.dead_letters, record_job_events.orders),
    *(clients.cloudwatch, clients.dynamodb, clients.sqs),
)


@pytest.fixture
def container(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A container that has just started, with the settings that the stack gives."""
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    for made in ONCE_PER_CONTAINER:
        made.cache_clear()
    yield
    for made in ONCE_PER_CONTAINER:
        made.cache_clear()


def unheard(stub: Stubber, *job_ids: str) -> None:
    """The ledger has not heard of the jobs."""
    keys = [{"job_id": {"S": job_id}} for job_id in job_ids]
    asked = {"RequestItems": {"jobs": {"Keys": keys, "ConsistentRead": True}}}
    stub.add_response("batch_get_item", {"Responses": {}, "UnprocessedKeys": {}}, asked)


@pytest.mark.usefixtures("container")
def test_a_job_event_reaches_the_table_and_a_malformed_one_the_dead_letters() -> None:
    with Stubber(clients.dynamodb()) as dynamodb, Stubber(clients.sqs()) as sqs:
        unheard(dynamodb, JOB)
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
        unheard(dynamodb, JOB)
        dynamodb.add_client_error("put_item", "ProvisionedThroughputExceededException")

        answer = record_job_events.handler(delivery(body("batch-1-runnable")), None)

        assert answer == {"batchItemFailures": [{"itemIdentifier": "m0"}]}


@pytest.mark.usefixtures("container")
def test_a_failed_job_is_named_to_those_who_carry_out_orders_after_it_is_written() -> None:
    failed = event("batch-failed-out-of-memory").job_id
    with (
        Stubber(clients.dynamodb()) as dynamodb,
        Stubber(clients.sqs()) as sqs,
        Stubber(clients.cloudwatch()) as cloudwatch,
    ):
        unheard(dynamodb, failed)
        dynamodb.add_response("put_item", {})
        named = {"QueueUrl": ORDERS, "Entries": [{"Id": "0", "MessageBody": ANY}]}
        sqs.add_response("send_message_batch", {"Successful": [], "Failed": []}, named)
        cloudwatch.add_response("put_metric_data", {})

        delivered = delivery(recent("batch-failed-out-of-memory"))
        answer = record_job_events.handler(delivered, None)

        assert answer == {"batchItemFailures": []}
        for stub in (dynamodb, sqs):
            stub.assert_no_pending_responses()


@pytest.mark.usefixtures("container")
def test_what_is_new_in_the_ledger_is_counted_once_for_each_delivery() -> None:
    delivered = delivery(recent("batch-3-running"), recent("batch-queue-blocked"), IGNORED)
    with (
        Stubber(clients.dynamodb()) as dynamodb,
        Stubber(clients.cloudwatch()) as cloudwatch,
        Stubber(clients.sqs()) as sqs,
    ):
        unheard(dynamodb, JOB, event("batch-queue-blocked").job_id)
        dynamodb.add_response("transact_write_items", {})
        sqs.add_response("send_message_batch", {"Successful": [], "Failed": []})
        counts = [
            {
                "MetricName": metric,
                "Dimensions": [{"Name": "Environment", "Value": "dev"}, of],
                "Timestamp": ANY,
                "Value": 1,
                "Unit": "Count",
            }
            for metric, of in (
                ("AttemptsStarted", {"Name": "Queue", "Value": "gpu"}),
                ("QueueBlocked", {"Name": "Queue", "Value": "gpu"}),
                ("EventsIgnored", {"Name": "Reason", "Value": "unknown-source"}),
            )
        ]
        told = {"Namespace": "Millrace/Batch", "MetricData": counts}
        cloudwatch.add_response("put_metric_data", {}, told)

        assert record_job_events.handler(delivered, None) == {"batchItemFailures": []}
        cloudwatch.assert_no_pending_responses()


@pytest.mark.usefixtures("container")
def test_counts_that_cannot_be_published_bring_back_no_event() -> None:
    with Stubber(clients.dynamodb()) as dynamodb, Stubber(clients.cloudwatch()) as cloudwatch:
        unheard(dynamodb, JOB)
        dynamodb.add_response("put_item", {})
        cloudwatch.add_client_error("put_metric_data", "InternalServiceFault")

        answer = record_job_events.handler(delivery(recent("batch-3-running")), None)

        assert answer == {"batchItemFailures": []}
        cloudwatch.assert_no_pending_responses()


@pytest.mark.usefixtures("container")
def test_a_delivery_that_needs_no_other_client_makes_none() -> None:
    with Stubber(clients.dynamodb()) as dynamodb:
        unheard(dynamodb, JOB)
        dynamodb.add_response("put_item", {})

        record_job_events.handler(delivery(body("batch-1-runnable")), None)

    assert record_job_events.desk() is record_job_events.desk()
    for client in (clients.sqs, clients.cloudwatch):
        assert client.cache_info().currsize == 0


def test_the_logs_are_the_job_desks() -> None:
    assert record_job_events.log is logger("job-desk")
