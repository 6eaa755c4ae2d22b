"""Batch jobs changed state, or block their queue: bring the job ledger up to date, and count."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse

from millrace.adapters.clients import cloudwatch, dynamodb, sqs
from millrace.adapters.dead_letters import SqsDeadLetters
from millrace.adapters.ledger import DynamoDbLedger
from millrace.adapters.metrics import CloudWatchMetrics
from millrace.delivery import Delivery
from millrace.domain.desk import JobDesk
from millrace.domain.metrics import MetricsError, summed
from millrace.reporting import ReportingProcessor
from millrace.settings import Settings

log = Logger(service="job-desk")


@cache
def desk() -> JobDesk:
    to = Settings.from_env()
    ledger = DynamoDbLedger(dynamodb(), table=to.ledger_table)
    return JobDesk(ledger=ledger, dead_letters=SqsDeadLetters(sqs(), url=to.dead_letters_url))


@cache
def metrics() -> CloudWatchMetrics:
    return CloudWatchMetrics(cloudwatch(), environment=Settings.from_env().environment)


def handler(event: dict[str, Any], _context: object) -> PartialItemFailureResponse:
    delivery = Delivery(event["Records"], desk())
    answer = process_partial_response(event, delivery.settle, ReportingProcessor(log))
    try:
        metrics().publish(summed(delivery.counts, now=datetime.now(UTC)))
    except MetricsError as error:
        # The ledger has the events: brought back they would be duplicates, which never count.
        log.error("job events not counted", extra={"reason": str(error)})  # noqa: TRY400
    return answer
