"""The ledger reads and writes a delivery at once, and one job's trouble stays its own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.stub import ANY, Stubber

from millrace.adapters.items import item_of
from millrace.adapters.ledger import DynamoDbLedger
from millrace.domain.desk import LedgerError, WriteConflictError
from millrace.domain.job import JobRecord
from millrace.domain.merging import merge
from tests.lambda_.deliveries import event

CLIENT = boto3.client(
    "dynamodb",
    region_name="us-east-1",
    aws_access_key_id="a",
    aws_secret_access_key="b",
    config=Config(retries={"total_max_attempts": 1}),
)
PAUSES: list[float] = []
LEDGER = DynamoDbLedger(CLIENT, table="jobs", pause=PAUSES.append)
RECORD = merge(None, event("batch-1-runnable")).record
CONFLICT, FINE = {"Code": "ConditionalCheckFailed"}, {"Code": "None"}
TOO_LARGE = {"Code": "ValidationError", "Message": "Item size has exceeded the maximum"}


def named(*job_ids: str) -> list[JobRecord]:
    return [replace(RECORD, job_id=job_id) for job_id in job_ids]


@pytest.fixture
def dynamodb() -> Iterator[Stubber]:
    PAUSES.clear()
    with Stubber(CLIENT) as stub:
        yield stub
        stub.assert_no_pending_responses()


def reading(*job_ids: str) -> dict[str, Any]:
    keys = [{"job_id": {"S": job_id}} for job_id in job_ids]
    return {"RequestItems": {"jobs": {"Keys": keys, "ConsistentRead": True}}}


def read(*items: Any, left: Sequence[str] = ()) -> dict[str, Any]:
    unread = {"jobs": {"Keys": [{"job_id": {"S": job_id}} for job_id in left]}} if left else {}
    return {"Responses": {"jobs": items}, "UnprocessedKeys": unread}


def put_over(record: JobRecord) -> dict[str, Any]:
    return {
        "TableName": "jobs",
        "Item": item_of(replace(record, version=record.version + 1)),
        "ConditionExpression": "attribute_not_exists(job_id) OR version = :read",
        "ExpressionAttributeValues": {":read": {"N": str(record.version)}},
    }


def transaction(*records: JobRecord) -> dict[str, Any]:
    puts = [{"Put": put_over(record)} for record in records]
    return {"TransactItems": puts, "ClientRequestToken": ANY}


def cancelled(stub: Stubber, *reasons: dict[str, str]) -> None:
    stub.add_client_error(
        "transact_write_items",
        "TransactionCanceledException",
        modeled_fields={"CancellationReasons": list(reasons)},
    )


def test_jobs_are_read_at_once_and_as_they_are_now(dynamodb: Stubber) -> None:
    [a, _] = named("a", "b")
    dynamodb.add_response("batch_get_item", read(item_of(a)), reading("a", "b"))

    assert LEDGER.get_many(["a", "b", "a"]) == {"a": a, "b": None}


def test_more_than_a_hundred_are_read_a_hundred_at_a_time(dynamodb: Stubber) -> None:
    ids = [f"job-{number}" for number in range(101)]
    dynamodb.add_response("batch_get_item", read(), reading(*ids[:100]))
    dynamodb.add_response("batch_get_item", read(), reading(ids[100]))

    assert LEDGER.get_many(ids) == dict.fromkeys(ids)


def test_what_was_left_unread_is_asked_for_again_after_a_while(dynamodb: Stubber) -> None:
    a, b = named("a", "b")
    dynamodb.add_response("batch_get_item", read(item_of(b), left=["a"]), reading("a", "b"))
    dynamodb.add_response("batch_get_item", read(item_of(a)), reading("a"))

    assert LEDGER.get_many(["a", "b"]) == {"a": a, "b": b}
    assert len(PAUSES) == 1


def test_what_is_left_unread_every_time_is_told_apart_from_what_is_unknown(
    dynamodb: Stubber,
) -> None:
    for _ in range(4):
        dynamodb.add_response("batch_get_item", read(left=["a"]))

    found = LEDGER.get_many(["a", "b"])

    assert isinstance(found["a"], LedgerError)
    assert found["b"] is None


def test_an_item_that_nobody_understands_leaves_the_others_readable(dynamodb: Stubber) -> None:
    [b] = named("b")
    dynamodb.add_response("batch_get_item", read({"job_id": {"S": "a"}}, item_of(b)))

    found = LEDGER.get_many(["a", "b"])

    assert str(found["a"]).startswith("the ledger's item cannot be read: KeyError")
    assert found["b"] == b


def test_a_read_that_fails_says_so(dynamodb: Stubber) -> None:
    dynamodb.add_client_error("batch_get_item", "ThrottlingException")

    with pytest.raises(LedgerError, match=r"the ledger could not be read: .*ThrottlingException"):
        LEDGER.get_many(["a"])


def test_records_are_written_in_one_transaction_each_over_what_was_read(dynamodb: Stubber) -> None:
    a, b = named("a", "b")
    held = replace(b, version=7)
    dynamodb.add_response("transact_write_items", {}, transaction(a, held))

    assert LEDGER.put_many([a, held]) == {}


def test_a_record_alone_needs_no_transaction_which_costs_twice(dynamodb: Stubber) -> None:
    dynamodb.add_response("put_item", {}, put_over(RECORD))

    assert LEDGER.put_many([RECORD]) == {}


def test_more_than_a_hundred_are_written_a_hundred_at_a_time(dynamodb: Stubber) -> None:
    records = named(*(f"job-{number}" for number in range(102)))
    dynamodb.add_response("transact_write_items", {}, transaction(*records[:100]))
    dynamodb.add_response("transact_write_items", {}, transaction(*records[100:]))

    assert LEDGER.put_many(records) == {}


def tokens(*deliveries: Sequence[JobRecord]) -> list[str]:
    sent: list[str] = []

    def remember(params: dict[str, Any], **_: object) -> None:
        sent.append(params["ClientRequestToken"])

    events = CLIENT.meta.events
    events.register("provide-client-params.dynamodb.TransactWriteItems", remember)
    try:
        for records in deliveries:
            LEDGER.put_many(records)
    finally:
        events.unregister("provide-client-params.dynamodb.TransactWriteItems", remember)
    return sent


def test_the_same_writes_have_the_same_token_and_others_another(dynamodb: Stubber) -> None:
    records = named("a", "b")
    for _ in range(3):
        dynamodb.add_response("transact_write_items", {})

    first, again, other = tokens(records, records, [replace(records[0], name="x"), records[1]])

    assert first == again != other
    assert len(first) <= 36


def test_those_that_lost_a_race_are_told_and_the_others_written(dynamodb: Stubber) -> None:
    a, b, c = named("a", "b", "c")
    cancelled(dynamodb, FINE, CONFLICT, FINE)
    dynamodb.add_response("transact_write_items", {}, transaction(a, c))

    failed = LEDGER.put_many([a, b, c])

    assert list(failed) == ["b"]
    assert isinstance(failed["b"], WriteConflictError)


def test_a_record_that_is_being_written_elsewhere_has_lost_a_race(dynamodb: Stubber) -> None:
    a, b = named("a", "b")
    cancelled(dynamodb, {"Code": "TransactionConflict"}, FINE)
    dynamodb.add_response("put_item", {}, put_over(b))

    assert isinstance(LEDGER.put_many([a, b])["a"], WriteConflictError)


def test_a_record_that_is_too_large_sinks_none_of_the_others(dynamodb: Stubber) -> None:
    a, b, c = named("a", "b", "c")
    cancelled(dynamodb, FINE, TOO_LARGE, FINE)
    dynamodb.add_response("transact_write_items", {}, transaction(a, c))

    failed = LEDGER.put_many([a, b, c])

    assert {job_id: str(error) for job_id, error in failed.items()} == {
        "b": "the ledger could not be written: ValidationError: Item size has exceeded the maximum"
    }
    assert not isinstance(failed["b"], WriteConflictError)


def test_a_second_transaction_in_trouble_is_written_one_by_one(dynamodb: Stubber) -> None:
    a, b, c, d = named("a", "b", "c", "d")
    cancelled(dynamodb, CONFLICT, FINE, FINE, FINE)
    cancelled(dynamodb, CONFLICT, FINE, FINE)
    dynamodb.add_client_error("put_item", "ConditionalCheckFailedException")
    dynamodb.add_response("put_item", {}, put_over(c))
    dynamodb.add_response("put_item", {}, put_over(d))

    assert list(LEDGER.put_many([a, b, c, d])) == ["a", "b"]


def test_what_dynamodb_takes_for_no_transaction_at_all_is_written_one_by_one(
    dynamodb: Stubber,
) -> None:
    a, b = named("a", "b")
    dynamodb.add_client_error("transact_write_items", "ValidationException")
    dynamodb.add_client_error("put_item", "ValidationException")
    dynamodb.add_response("put_item", {}, put_over(b))

    assert list(LEDGER.put_many([a, b])) == ["a"]


@pytest.mark.parametrize("code", ["ProvisionedThroughputExceededException", "AccessDenied"])
def test_a_refused_transaction_is_tried_again_by_whoever_delivers(
    dynamodb: Stubber, code: str
) -> None:
    dynamodb.add_client_error("transact_write_items", code)

    failed = LEDGER.put_many(named("a", "b"))

    assert list(failed) == ["a", "b"]
    assert not any(isinstance(error, WriteConflictError) for error in failed.values())
