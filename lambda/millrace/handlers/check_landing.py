"""Uploads landed: let them into the raw zone, or put them into quarantine."""

from functools import cache
from typing import Any

from millrace.adapters.zones import S3Zone, SnsTickets, s3, sns
from millrace.domain.landing_desk import LandingDesk
from millrace.landing_events import notice_from
from millrace.landing_settings import LandingSettings
from millrace.logs import logger
from millrace.partial import PartialAnswer
from millrace.telling import SqsRecord, settle_each

log = logger("landing")


@cache
def desk() -> LandingDesk:
    to = LandingSettings.from_env()
    return LandingDesk(
        zone=S3Zone(s3(), bucket=to.bucket),
        tickets=SnsTickets(sns(), topic=to.tickets_topic),
        rules=to.rules,
    )


def settle(record: SqsRecord) -> None:
    settled = desk().settle(notice_from(record["body"]))
    log.info(
        "upload settled",
        extra={"outcome": settled.outcome, "key": settled.key, "reason": settled.reason},
    )


def handler(event: dict[str, Any], _context: object) -> PartialAnswer:
    return settle_each(event, settle, log, failure="upload not settled")
