"""Jobs have orders: carry them out, each exactly once, and write down what came of it."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from millrace.acting_settings import ActingSettings
from millrace.adapters.clients import cloudwatch, dynamodb
from millrace.adapters.effects import AwsEffects
from millrace.adapters.ledger import DynamoDbLedger
from millrace.adapters.metrics import CloudWatchMetrics
from millrace.domain.acting import Actor
from millrace.domain.metrics import MetricsError
from millrace.logs import logger
from millrace.naming import Naming, carried_out, counted
from millrace.partial import PartialAnswer, failures

log = logger("order-desk")


@cache
def settings() -> ActingSettings:
    return ActingSettings.from_env()


@cache
def actor() -> Actor:
    ledger = DynamoDbLedger(dynamodb(), table=settings().ledger_table)
    return Actor(ledger=ledger, effects=AwsEffects(settings()))


@cache
def metrics() -> CloudWatchMetrics:
    return CloudWatchMetrics(cloudwatch(), environment=settings().environment)


def handler(event: dict[str, Any], _context: object) -> PartialAnswer:
    namings = [Naming.of(record) for record in event["Records"]]
    outcomes = [carried_out(each, actor(), log, now=datetime.now(UTC)) for each in namings]
    counts = counted(outcomes, now=datetime.now(UTC))
    try:
        if counts:
            metrics().publish(counts)
    except MetricsError as error:
        # The ledger has what came of them, and would not carry them out again.
        log.error("orders not counted", extra={"reason": str(error)})  # noqa: TRY400
    return failures(outcome.message_id for outcome in outcomes if outcome.is_to_come_again)
