"""Uploads landed: let them into the raw zone, or put them into quarantine."""

from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from millrace.adapters.zones import S3Zone, SnsTickets, s3, sns
from millrace.domain.landing_desk import LandingDesk
from millrace.landing_events import notice_from
from millrace.landing_settings import LandingSettings
from millrace.telling import TellingProcessor

log = Logger(service="landing")


@cache
def desk() -> LandingDesk:
    to = LandingSettings.from_env()
    return LandingDesk(
        zone=S3Zone(s3(), bucket=to.bucket),
        tickets=SnsTickets(sns(), topic=to.tickets_topic),
        rules=to.rules,
    )


def settle(record: SQSRecord) -> None:
    settled = desk().settle(notice_from(record.body))
    log.info(
        "upload settled",
        extra={"outcome": settled.outcome, "key": settled.key, "reason": settled.reason},
    )


def handler(event: dict[str, Any], _context: object) -> PartialItemFailureResponse:
    processor = TellingProcessor(log, failure="upload not settled")
    return process_partial_response(event, settle, processor)
