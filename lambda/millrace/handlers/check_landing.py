"""Uploads landed: let them into the raw zone, or put them into quarantine."""

from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    ExceptionInfo,
    FailureResponse,
    process_partial_response,
)
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from millrace.adapters.zones import S3Zone, SnsTickets, s3, sns
from millrace.domain.landing_desk import LandingDesk
from millrace.landing_events import notice_from
from millrace.landing_settings import LandingSettings

log = Logger(service="landing")


@cache
def desk() -> LandingDesk:
    to = LandingSettings.from_env()
    return LandingDesk(
        zone=S3Zone(s3(), bucket=to.bucket),
        tickets=SnsTickets(sns(), topic=to.tickets_topic),
        rules=to.rules,
    )


class TellingProcessor(BatchProcessor):
    def failure_handler(self, record: SQSRecord, exception: ExceptionInfo) -> FailureResponse:
        """The upload stays where it is; the message comes again."""
        log.error("upload not settled", extra={"event": record.body}, exc_info=exception[1])
        return super().failure_handler(record, exception)


def settle(record: SQSRecord) -> None:
    settled = desk().settle(notice_from(record.body))
    log.info(
        "upload settled",
        extra={"outcome": settled.outcome, "key": settled.key, "reason": settled.reason},
    )


def handler(event: dict[str, Any], _context: object) -> PartialItemFailureResponse:
    processor = TellingProcessor(EventType.SQS, raise_on_entire_batch_failure=False)
    return process_partial_response(event, settle, processor)
