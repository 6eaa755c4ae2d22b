"""Jobs and the things around them changed: bring the ledger up to date, order, and count."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from millrace.adapters.clients import cloudwatch, dynamodb, sqs
from millrace.adapters.dead_letters import SqsDeadLetters
from millrace.adapters.ledger import DynamoDbLedger
from millrace.adapters.metrics import CloudWatchMetrics
from millrace.adapters.order_queue import OrderQueue
from millrace.delivery import settle
from millrace.domain.concluding import conclude
from millrace.domain.desk import JobDesk
from millrace.domain.job import JobRecord
from millrace.domain.merging import Outcome
from millrace.domain.metrics import MetricsError, summed
from millrace.logs import logger
from millrace.partial import PartialAnswer, failures
from millrace.reporting import tell
from millrace.settings import Settings

log = logger("job-desk")


@cache
def settings() -> Settings:
    return Settings.from_env()


@cache
def dead_letters() -> SqsDeadLetters:
    return SqsDeadLetters(sqs(), url=settings().dead_letters_url)


@cache
def orders() -> OrderQueue:
    return OrderQueue(sqs(), url=settings().orders_url)


@cache
def metrics() -> CloudWatchMetrics:
    return CloudWatchMetrics(cloudwatch(), environment=settings().environment)


@cache
def desk() -> JobDesk:
    ledger = DynamoDbLedger(dynamodb(), table=settings().ledger_table)
    return JobDesk(ledger=ledger, dead_letters=dead_letters, orders=orders, conclude=concluded)


def concluded(record: JobRecord) -> JobRecord:
    return conclude(record, policy=settings().policy, now=datetime.now(UTC))


def handler(event: dict[str, Any], _context: object) -> PartialAnswer:
    decisions = settle(event["Records"], desk())
    for message_id, decision in decisions.items():
        tell(log, decision, message_id)
    counts = [count for decision in decisions.values() for count in decision.counts]
    try:
        if counts:
            metrics().publish(summed(counts, now=datetime.now(UTC)))
    except MetricsError as error:
        # The ledger has the events: brought back they would be duplicates, which never count.
        log.error("job events not counted", extra={"reason": str(error)})  # noqa: TRY400
    return failures(
        message_id
        for message_id, decision in decisions.items()
        if decision.outcome is Outcome.REDELIVERED
    )
