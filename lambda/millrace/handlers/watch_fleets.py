"""Every few minutes: how do the fleets stand? What cannot be asked raises, and is asked again."""

from datetime import UTC, datetime
from functools import cache

from aws_lambda_powertools import Logger

from millrace.adapters.batch import AwsBatch
from millrace.adapters.clients import batch, cloudwatch, dynamodb
from millrace.adapters.ledger import DynamoDbLedger
from millrace.adapters.metrics import CloudWatchMetrics
from millrace.domain.watching import FleetWatch
from millrace.watch_settings import WatchSettings

log = Logger(service="fleet-watch")


@cache
def settings() -> WatchSettings:
    return WatchSettings.from_env()


def handler(_event: object, _context: object) -> dict[str, object]:
    to = settings()
    ledger = DynamoDbLedger(dynamodb(), table=to.ledger_table)
    watch = FleetWatch(batch=AwsBatch(batch()), ledger=ledger)
    reports = [watch.report(fleet, now=datetime.now(UTC)) for fleet in to.fleets]
    for sentence in (sentence for report in reports for sentence in report.unusable):
        log.error("fleet unusable", extra={"reason": sentence})
    metrics = CloudWatchMetrics(cloudwatch(), environment=to.environment)
    metrics.publish([datum for report in reports for datum in report.data])
    return {"fleets": len(reports), "unusable": sum(len(r.unusable) for r in reports)}
