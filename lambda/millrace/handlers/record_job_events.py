"""Batch jobs changed state: bring the job ledger up to date."""

from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse

from millrace.adapters.clients import dynamodb, sqs
from millrace.adapters.dead_letters import SqsDeadLetters
from millrace.adapters.ledger import DynamoDbLedger
from millrace.delivery import Delivery
from millrace.domain.desk import JobDesk
from millrace.reporting import ReportingProcessor
from millrace.settings import Settings

log = Logger(service="job-desk")


@cache
def desk() -> JobDesk:
    to = Settings.from_env()
    ledger = DynamoDbLedger(dynamodb(), table=to.ledger_table)
    return JobDesk(ledger=ledger, dead_letters=SqsDeadLetters(sqs(), url=to.dead_letters_url))


def handler(event: dict[str, Any], _context: object) -> PartialItemFailureResponse:
    settle = Delivery(event["Records"], desk()).settle
    return process_partial_response(event, settle, ReportingProcessor(log))
