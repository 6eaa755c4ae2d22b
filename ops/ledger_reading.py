"""The ledger's table as DynamoDB serves it: items by their ids, ids by the table's indexes."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from millrace.adapters.items import record_of, written
from ops.session import RefusalError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef, QueryInputPaginateTypeDef

    from millrace.domain.job import JobRecord

AT_ONCE = 100
"""Items that DynamoDB serves to one question."""
_TRIES = 6
_PAUSE_SECONDS = 0.05


@dataclass(frozen=True)
class Index:
    """Of keys alone, in the order of ``opened_at``."""

    name: str
    key: str


BY_DAY = Index("ByDay", "day")
BY_TEAM = Index("ByTeam", "team")
OPEN = Index("Open", "open")


@dataclass(frozen=True, order=True)
class Key:
    opened_at: str
    job_id: str


@dataclass(frozen=True)
class LedgerTable:
    client: DynamoDBClient
    name: str

    def keys(
        self, index: Index, value: str, since: datetime | None = None, until: datetime | None = None
    ) -> Iterator[Key]:
        """The newest first, those of ``since`` and ``until`` included."""
        condition, values = "#key = :value", {":value": {"S": value}}
        if since is not None and until is not None:
            condition += " AND opened_at BETWEEN :since AND :until"
            values |= {":since": {"S": written(since)}, ":until": {"S": written(until)}}
        asked: QueryInputPaginateTypeDef = {
            "TableName": self.name,
            "IndexName": index.name,
            "KeyConditionExpression": condition,
            "ExpressionAttributeNames": {"#key": index.key},
            "ExpressionAttributeValues": values,
            "ScanIndexForward": False,
        }
        with self._told():
            for page in self.client.get_paginator("query").paginate(**asked):
                yield from (_key(item) for item in page["Items"])

    def records(self, ids: Iterable[str], *, consistent: bool = False) -> list[JobRecord]:
        """In the order of the ids; what is not there is left out."""
        wanted = [*dict.fromkeys(ids)]
        found: dict[str, JobRecord] = {}
        left = iter(wanted)
        with self._told():
            while some := [*islice(left, AT_ONCE)]:
                items = self._items(some, consistent=consistent)
                found |= {record.job_id: record for record in map(record_of, items)}
        return [found[job_id] for job_id in wanted if job_id in found]

    def every_id(self) -> Iterator[str]:
        """Reads the whole table, which costs what it weighs."""
        pages = self.client.get_paginator("scan").paginate(
            TableName=self.name, ProjectionExpression="job_id"
        )
        with self._told():
            for page in pages:
                yield from (item["job_id"]["S"] for item in page["Items"])

    def _items(
        self, ids: list[str], *, consistent: bool
    ) -> Iterator[Mapping[str, AttributeValueTypeDef]]:
        keys: list[Mapping[str, AttributeValueTypeDef]] = [{"job_id": {"S": one}} for one in ids]
        for pause in range(_TRIES):
            answer = self.client.batch_get_item(
                RequestItems={self.name: {"Keys": keys, "ConsistentRead": consistent}}
            )
            yield from answer["Responses"].get(self.name, [])
            unread = answer.get("UnprocessedKeys", {}).get(self.name)
            if not unread:
                return
            keys = list(unread["Keys"])
            time.sleep(_PAUSE_SECONDS * 2**pause)
        raise RefusalError("the job ledger is asked too much at the moment: try again")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except ClientError as error:
            if sentence := self._sentence(error):
                raise RefusalError(sentence) from error
            raise

    def _sentence(self, error: ClientError) -> str | None:
        code, message = error.response["Error"]["Code"], error.response["Error"]["Message"]
        if code == "ResourceNotFoundException":
            return f"there is no table {self.name}: deploy it again"
        if code == "ValidationException" and "index" in message:
            return f"table {self.name} has not the index that is asked for: deploy it again"
        return None


def _key(item: Mapping[str, AttributeValueTypeDef]) -> Key:
    return Key(item["opened_at"]["S"], item["job_id"]["S"])
