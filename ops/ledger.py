"""Reads the job ledger for people and programs; only the job desk writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from millrace.adapters.items import record_of
from ops.session import RefusalError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import ScanInputPaginateTypeDef

    from millrace.domain.job import JobRecord

_SHOWN = 5


class JobLedger:
    def __init__(self, client: DynamoDBClient, *, table: str) -> None:
        self._client = client
        self._table = table

    def jobs(self) -> list[JobRecord]:
        """Every job, the newest first."""
        return sorted(self._scan({"TableName": self._table}), key=_opened, reverse=True)

    def job(self, beginning: str) -> JobRecord:
        """The one job whose id is, or begins with, what was given."""
        found = [
            *self._scan(
                {
                    "TableName": self._table,
                    "FilterExpression": "begins_with(job_id, :beginning)",
                    "ExpressionAttributeValues": {":beginning": {"S": beginning}},
                }
            )
        ]
        meant = _meant(beginning, found)
        if len(meant) == 1:
            return meant[0]
        raise RefusalError(_several(beginning, meant) if meant else _none(beginning))

    def _scan(self, asked: ScanInputPaginateTypeDef) -> Iterator[JobRecord]:
        try:
            for page in self._client.get_paginator("scan").paginate(**asked):
                yield from map(record_of, page["Items"])
        except ClientError as error:
            if error.response["Error"]["Code"] != "ResourceNotFoundException":
                raise
            raise RefusalError(f"there is no table {self._table}: deploy it again") from error


def _opened(record: JobRecord) -> tuple[str, str]:
    first = min(moment.at for moment in record.timeline.values())
    return (record.submitted_at or first).isoformat(), record.job_id


def _meant(beginning: str, found: list[JobRecord]) -> list[JobRecord]:
    """A whole id means its job; a beginning means an array rather than each of its children."""
    exact = [record for record in found if record.job_id == beginning]
    ids = {record.job_id for record in found}
    return exact or [record for record in found if record.parent not in ids]


def _none(beginning: str) -> str:
    return f"no job's id begins with '{beginning}'; python -m ops.jobs lists them"


def _several(beginning: str, found: list[JobRecord]) -> str:
    ids = sorted(record.job_id for record in found)
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return f"'{beginning}' begins {len(ids)} job ids: {', '.join(ids[:_SHOWN])}{more}"
