"""The ledger writes only over what was read, and names what went wrong."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import EndpointConnectionError
from botocore.stub import Stubber

from millrace.adapters.items import item_of
from millrace.adapters.ledger import DynamoDbLedger
from millrace.domain.desk import LedgerError, WriteConflictError
from millrace.domain.merging import merge
from tests.lambda_.deliveries import event

RECORD = merge(None, event("batch-1-runnable")).record
CLIENT = boto3.client(
    "dynamodb",
    region_name="us-east-1",
    aws_access_key_id="a",
    aws_secret_access_key="b",
    config=Config(retries={"total_max_attempts": 1}),
)
LEDGER = DynamoDbLedger(CLIENT, table="jobs")


@pytest.fixture
def dynamodb() -> Iterator[Stubber]:
    with Stubber(CLIENT) as stub:
        yield stub
        stub.assert_no_pending_responses()


def put_over(version: int) -> dict[str, Any]:
    return {
        "TableName": "jobs",
        "Item": item_of(replace(RECORD, version=version + 1)),
        "ConditionExpression": "attribute_not_exists(job_id) OR version = :read",
        "ExpressionAttributeValues": {":read": {"N": str(version)}},
    }


def test_a_job_is_read_by_its_id_and_as_it_is_now(dynamodb: Stubber) -> None:
    asked = {"TableName": "jobs", "Key": {"job_id": {"S": RECORD.job_id}}, "ConsistentRead": True}
    dynamodb.add_response("get_item", {"Item": item_of(RECORD)}, asked)

    assert LEDGER.get(RECORD.job_id) == RECORD


def test_a_job_that_was_never_heard_of_is_none(dynamodb: Stubber) -> None:
    dynamodb.add_response("get_item", {})

    assert LEDGER.get("unheard") is None


@pytest.mark.parametrize("version", [0, 7])
def test_a_write_raises_the_version_that_was_read(dynamodb: Stubber, version: int) -> None:
    dynamodb.add_response("put_item", {}, put_over(version))

    LEDGER.put(replace(RECORD, version=version))


@pytest.mark.parametrize(
    "code", ["ConditionalCheckFailedException", "TransactionConflictException"]
)
def test_a_write_over_somebody_elses_is_a_conflict(dynamodb: Stubber, code: str) -> None:
    dynamodb.add_client_error("put_item", code)

    with pytest.raises(WriteConflictError) as refused:
        LEDGER.put(replace(RECORD, version=7))

    assert str(refused.value) == "the job is no longer at version 7 in the ledger"


@pytest.mark.parametrize("code", ["ProvisionedThroughputExceededException", "AccessDenied"])
def test_a_write_that_fails_otherwise_is_no_conflict(dynamodb: Stubber, code: str) -> None:
    dynamodb.add_client_error("put_item", code)

    with pytest.raises(LedgerError, match=rf"the ledger could not be written: .*{code}") as refused:
        LEDGER.put(RECORD)

    assert not isinstance(refused.value, WriteConflictError)


def test_a_read_that_fails_says_so(dynamodb: Stubber) -> None:
    dynamodb.add_client_error("get_item", "ThrottlingException")

    with pytest.raises(LedgerError, match=r"the ledger could not be read: .*ThrottlingException"):
        LEDGER.get("any")


def test_an_item_that_nobody_understands_says_so(dynamodb: Stubber) -> None:
    dynamodb.add_response("get_item", {"Item": {"job_id": {"S": "j"}}})

    with pytest.raises(LedgerError, match="the ledger's item cannot be read: KeyError"):
        LEDGER.get("j")


def test_a_ledger_out_of_reach_says_so() -> None:
    def unreachable(**_: object) -> None:
        raise EndpointConnectionError(endpoint_url="http://ledger")

    CLIENT.meta.events.register("before-send.dynamodb", unreachable, unique_id="cut")
    try:
        with pytest.raises(LedgerError, match=r"could not be read: .*http://ledger"):
            LEDGER.get("any")
    finally:
        CLIENT.meta.events.unregister("before-send.dynamodb", unreachable, unique_id="cut")
