"""The job ledger in DynamoDB: one item per job, written only over the version that was read."""

from __future__ import annotations

from dataclasses import replace
from time import sleep
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from millrace.adapters.items import item_of, record_of
from millrace.adapters.transactions import conflict, refused, token_for
from millrace.domain.desk import LedgerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

    from millrace.domain.job import JobRecord

AT_ONCE = 100
"""Items of one read, and of one transaction."""
_READS = 4
_PAUSE_S = 0.05
_UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)
_LOST = ("ConditionalCheckFailedException", "TransactionConflictException")
_ABOUT_ONE = ("ValidationException", "IdempotentParameterMismatchException")


class DynamoDbLedger:
    def __init__(
        self, client: DynamoDBClient, *, table: str, pause: Callable[[float], None] = sleep
    ) -> None:
        self._client = client
        self._table = table
        self._pause = pause

    def get(self, job_id: str) -> JobRecord | None:
        try:
            answer = self._client.get_item(
                TableName=self._table, Key={"job_id": {"S": job_id}}, ConsistentRead=True
            )
        except (BotoCoreError, ClientError) as error:
            raise LedgerError(f"the ledger could not be read: {error}") from error
        item = answer.get("Item")
        return None if item is None else _read(item)

    def get_many(self, job_ids: Iterable[str]) -> Mapping[str, JobRecord | LedgerError | None]:
        """Of each what is known now, or why that cannot be told; raises if nothing can be."""
        found: dict[str, JobRecord | LedgerError | None] = dict.fromkeys(job_ids)
        for some in _hundreds([*found]):
            for item in self._items(some, found):
                job_id = item["job_id"]["S"]
                try:
                    found[job_id] = _read(item)
                except LedgerError as unreadable:
                    found[job_id] = unreadable
        return found

    def put(self, record: JobRecord) -> None:
        """The item carries the next version; 0 is the version of what is not there yet."""
        try:
            self._client.put_item(**self._over_what_was_read(record))
        except (BotoCoreError, ClientError) as error:
            raise _named(error, record) from error

    def put_many(self, records: Sequence[JobRecord]) -> Mapping[str, LedgerError]:
        """All at once; answers with those that were not written, and why."""
        failed: dict[str, LedgerError] = {}
        for some in _hundreds(records):
            failed |= self._put_some(some)
        return failed

    def _items(
        self, job_ids: Sequence[str], found: dict[str, JobRecord | LedgerError | None]
    ) -> Iterator[Mapping[str, AttributeValueTypeDef]]:
        """What DynamoDB leaves unread is asked for again, and told of if it is left again."""
        left: Sequence[Any] = [{"job_id": {"S": job_id}} for job_id in job_ids]
        for number in range(_READS):
            if number:
                self._pause(_PAUSE_S * number)
            asked: Any = {self._table: {"Keys": left, "ConsistentRead": True}}
            try:
                answer = self._client.batch_get_item(RequestItems=asked)
            except (BotoCoreError, ClientError) as error:
                raise LedgerError(f"the ledger could not be read: {error}") from error
            yield from answer["Responses"].get(self._table, [])
            unread = answer["UnprocessedKeys"].get(self._table)
            left = unread["Keys"] if unread else []
            if not left:
                return
        for key in left:
            found[key["job_id"]["S"]] = LedgerError("the ledger was too busy to read the job")

    def _put_some(
        self, records: Sequence[JobRecord], *, again: bool = True
    ) -> dict[str, LedgerError]:
        """Either all are written or none: without those that were in the way, once more."""
        if len(records) == 1:
            return self._put_each(records)
        try:
            self._transact(records)
        except ClientError as error:
            reasons = refused(error, records)
            if reasons and again:
                left = [record for record in records if record.job_id not in reasons]
                return reasons | (self._put_some(left, again=False) if left else {})
            if reasons or error.response["Error"]["Code"] in _ABOUT_ONE:
                return self._put_each(records)
            return {record.job_id: _named(error, record) for record in records}
        except BotoCoreError as error:
            return {record.job_id: _named(error, record) for record in records}
        return {}

    def _transact(self, records: Sequence[JobRecord]) -> None:
        puts: list[Any] = [{"Put": self._over_what_was_read(record)} for record in records]
        self._client.transact_write_items(TransactItems=puts, ClientRequestToken=token_for(puts))

    def _put_each(self, records: Sequence[JobRecord]) -> dict[str, LedgerError]:
        """Each by itself: one that DynamoDB will not take is nobody else's concern."""
        failed = {}
        for record in records:
            try:
                self.put(record)
            except LedgerError as error:
                failed[record.job_id] = error
        return failed

    def _over_what_was_read(self, record: JobRecord) -> Any:
        return {
            "TableName": self._table,
            "Item": item_of(replace(record, version=record.version + 1)),
            "ConditionExpression": "attribute_not_exists(job_id) OR version = :read",
            "ExpressionAttributeValues": {":read": {"N": str(record.version)}},
        }


def _hundreds(things: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(things), AT_ONCE):
        yield things[start : start + AT_ONCE]


def _read(item: Mapping[str, AttributeValueTypeDef]) -> JobRecord:
    try:
        return record_of(item)
    except _UNREADABLE as error:
        raise LedgerError(f"the ledger's item cannot be read: {error!r}") from error


def _named(error: BotoCoreError | ClientError, record: JobRecord) -> LedgerError:
    code = error.response["Error"]["Code"] if isinstance(error, ClientError) else None
    if code in _LOST:
        return conflict(record)
    return LedgerError(f"the ledger could not be written: {error}")
