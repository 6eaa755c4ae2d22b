"""Finds in the ledger, by its sparse indexes, what is open and what is yet to be done."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from millrace.adapters.items import DUE
from millrace.adapters.ledger import DynamoDbLedger
from millrace.domain.desk import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mypy_boto3_dynamodb import DynamoDBClient

    from millrace.domain.job import JobRecord, Service


class DynamoDbOpenJobs:
    def __init__(self, client: DynamoDBClient, *, table: str) -> None:
        self._client = client
        self._table = table
        self._ledger = DynamoDbLedger(client, table=table)

    def open_jobs(self, service: Service) -> Mapping[str, datetime]:
        return {
            item["job_id"]["S"]: datetime.fromisoformat(item["opened_at"]["S"])
            for item in self._queried("Open", "open", str(service))
        }

    def with_orders(self) -> Sequence[str]:
        return [item["job_id"]["S"] for item in self._queried("Due", "due", DUE)]

    def records(self, job_ids: Sequence[str]) -> Mapping[str, JobRecord | None]:
        found = self._ledger.get_many(job_ids)
        return {
            job_id: record
            for job_id, record in found.items()
            if not isinstance(record, LedgerError)
        }

    def _queried(self, index: str, attribute: str, value: str) -> Iterator[Mapping[str, Any]]:
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            IndexName=index,
            KeyConditionExpression="#key = :value",
            ExpressionAttributeNames={"#key": attribute},
            ExpressionAttributeValues={":value": {"S": value}},
        )
        try:
            for page in pages:
                yield from page["Items"]
        except (BotoCoreError, ClientError) as error:
            raise LedgerError(f"the ledger's index {index} could not be read: {error}") from error
