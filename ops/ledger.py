"""Reads the job ledger for people and programs; only the job desk writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from millrace.adapters.items import record_of
from millrace.domain.job import Kind
from ops.ledger_parts import number
from ops.session import RefusalError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import ScanInputPaginateTypeDef

    from millrace.domain.job import JobRecord

_SHOWN = 5
_IN_PARTS = (Kind.ARRAY, Kind.MULTI_NODE)


class JobLedger:
    def __init__(self, client: DynamoDBClient, *, table: str) -> None:
        self._client = client
        self._table = table

    def jobs(self) -> list[JobRecord]:
        """Every job, the newest first."""
        return sorted(self._scan({"TableName": self._table}), key=_opened, reverse=True)

    def job(self, beginning: str) -> JobRecord:
        """The one job whose id is, or begins with, what was given; ``4c75:3`` is a child."""
        whole, part = _cut(beginning)
        meant = _meant(beginning, part, self._that_begin(whole))
        if len(meant) == 1:
            return meant[0]
        raise RefusalError(_several(beginning, meant) if meant else _none(beginning))

    def parts(self, job: JobRecord) -> list[JobRecord]:
        """The children of an array, the nodes of a multi-node job."""
        if job.kind not in _IN_PARTS:
            return []
        return [record for record in self._that_begin(job.job_id) if record.parent == job.job_id]

    def _that_begin(self, beginning: str) -> list[JobRecord]:
        return [
            *self._scan(
                {
                    "TableName": self._table,
                    "FilterExpression": "begins_with(job_id, :beginning)",
                    "ExpressionAttributeValues": {":beginning": {"S": beginning}},
                }
            )
        ]

    def _scan(self, asked: ScanInputPaginateTypeDef) -> Iterator[JobRecord]:
        try:
            for page in self._client.get_paginator("scan").paginate(**asked):
                yield from map(record_of, page["Items"])
        except ClientError as error:
            if error.response["Error"]["Code"] != "ResourceNotFoundException":
                raise
            raise RefusalError(f"there is no table {self._table}: deploy it again") from error


def _opened(record: JobRecord) -> tuple[str, str, int]:
    first = min(moment.at for moment in record.timeline.values())
    opened = (record.submitted_at or first).isoformat()
    return opened, record.parent or record.job_id, -number(record)


def _cut(beginning: str) -> tuple[str, str]:
    """How the whole job's id begins, and what names the part: as short as the table has it."""
    for mark in ":#":
        whole, found, part = beginning.partition(mark)
        if found:
            return whole, f"{mark}{part}"
    return beginning, ""


def _meant(beginning: str, part: str, found: list[JobRecord]) -> list[JobRecord]:
    """A whole id means its job; a beginning means an array rather than each of its children."""
    exact = [record for record in found if record.job_id == beginning]
    if part:
        return exact or [record for record in found if record.job_id == f"{record.parent}{part}"]
    ids = {record.job_id for record in found}
    return exact or [record for record in found if record.parent not in ids]


def _none(beginning: str) -> str:
    return f"no job's id begins with '{beginning}'; python -m ops.jobs lists them"


def _several(beginning: str, found: list[JobRecord]) -> str:
    ids = sorted(record.job_id for record in found)
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return f"'{beginning}' begins {len(ids)} job ids: {', '.join(ids[:_SHOWN])}{more}"
