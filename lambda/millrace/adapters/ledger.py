"""The job ledger in DynamoDB: one item per job, written only over the version that was read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from millrace.adapters.items import item_of, record_of
from millrace.domain.desk import LedgerError, WriteConflictError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from millrace.domain.job import JobRecord


class DynamoDbLedger:
    def __init__(self, client: DynamoDBClient, *, table: str) -> None:
        self._client = client
        self._table = table

    def get(self, job_id: str) -> JobRecord | None:
        try:
            answer = self._client.get_item(
                TableName=self._table, Key={"job_id": {"S": job_id}}, ConsistentRead=True
            )
        except (BotoCoreError, ClientError) as error:
            raise LedgerError(f"the ledger could not be read: {error}") from error
        item = answer.get("Item")
        return None if item is None else record_of(item)

    def put(self, record: JobRecord) -> None:
        """The item carries the next version; 0 is the version of what is not there yet."""
        try:
            self._client.put_item(
                TableName=self._table,
                Item=item_of(replace(record, version=record.version + 1)),
                ConditionExpression="attribute_not_exists(job_id) OR version = :read",
                ExpressionAttributeValues={":read": {"N": str(record.version)}},
            )
        except (BotoCoreError, ClientError) as error:
            raise _named(error, record) from error


def _named(error: BotoCoreError | ClientError, record: JobRecord) -> LedgerError:
    code = error.response["Error"]["Code"] if isinstance(error, ClientError) else None
    if code == "ConditionalCheckFailedException":
        return WriteConflictError(f"the job is no longer at version {record.version} in the ledger")
    return LedgerError(f"the ledger could not be written: {error}")
