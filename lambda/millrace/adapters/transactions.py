"""What DynamoDB says of a transaction that it cancelled, and by what it knows one again."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from millrace.domain.desk import LedgerError, WriteConflictError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from botocore.exceptions import ClientError

    from millrace.domain.job import JobRecord

_TOKEN = 36
_LOST = ("ConditionalCheckFailed", "TransactionConflict")


def token_for(puts: Sequence[Mapping[str, Any]]) -> str:
    """The same for the same writes: sent again after a lost answer they are not refused."""
    return sha256(json.dumps(puts).encode()).hexdigest()[:_TOKEN]


def conflict(record: JobRecord) -> WriteConflictError:
    return WriteConflictError(f"the job is no longer at version {record.version} in the ledger")


def refused(error: ClientError, records: Sequence[JobRecord]) -> dict[str, LedgerError]:
    """Whose fault it was, of each record; nothing if the transaction was not cancelled."""
    answer: Mapping[str, Any] = error.response
    reasons = answer.get("CancellationReasons", [])
    return {
        record.job_id: _named(reason, record)
        for record, reason in zip(records, reasons, strict=False)
        if reason.get("Code", "None") != "None"
    }


def _named(reason: Mapping[str, str], record: JobRecord) -> LedgerError:
    if reason["Code"] in _LOST:
        return conflict(record)
    told = reason.get("Message", "no message")
    return LedgerError(f"the ledger could not be written: {reason['Code']}: {told}")
