"""Finds in the ledger what has a deadline, and what tells of spot capacity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from millrace.adapters.open_jobs import DynamoDbOpenJobs
from millrace.domain.desk import LedgerError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mypy_boto3_dynamodb import DynamoDBClient

_INDEX = "ByDay"


class DynamoDbDeadlineJobs(DynamoDbOpenJobs):
    def __init__(self, client: DynamoDBClient, *, table: str) -> None:
        super().__init__(client, table=table)
        self._of_days, self._named = client, table

    def recent(self, day: date, *, most: int) -> Sequence[str]:
        try:
            answer = self._of_days.query(
                TableName=self._named,
                IndexName=_INDEX,
                KeyConditionExpression="#key = :value",
                ExpressionAttributeNames={"#key": "day"},
                ExpressionAttributeValues={":value": {"S": day.isoformat()}},
                ScanIndexForward=False,
                Limit=most,
            )
        except (BotoCoreError, ClientError) as error:
            raise LedgerError(f"the ledger's index {_INDEX} could not be read: {error}") from error
        return [item["job_id"]["S"] for item in answer["Items"]]
