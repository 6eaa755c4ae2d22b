"""Every day: the ledger's changes of the day before go to the logs zone, for good."""

from datetime import datetime
from functools import cache
from typing import Any

from millrace.adapters.clients import dynamodb
from millrace.adapters.exports import DynamoDbExports
from millrace.domain.exporting import export
from millrace.export_settings import ExportSettings
from millrace.logs import logger

log = logger("ledger-export")


@cache
def exports() -> DynamoDbExports:
    to = ExportSettings.from_env()
    return DynamoDbExports(
        dynamodb(), table_arn=to.table_arn, bucket=to.bucket, prefix=to.prefix, key=to.key
    )


def handler(event: dict[str, Any], _context: object) -> dict[str, str | None]:
    outcome, what = export(datetime.fromisoformat(event["time"]), exports())
    told = {"outcome": str(outcome), "export": what.name if what else None}
    log.info("ledger exported", extra=told)
    return told
