"""A file of features landed: write its rows into the feature group."""

from functools import cache
from typing import Any

from millrace.adapters.clients import sqs
from millrace.adapters.dead_letters import SqsDeadLetters
from millrace.adapters.feature_store import FeatureGroup, S3Files, feature_store, s3
from millrace.domain.desk import Letter
from millrace.domain.ingestion import Ingested, Ingestion
from millrace.feature_settings import FeatureSettings
from millrace.fields import MalformedError
from millrace.landing_events import notice_from
from millrace.logs import logger
from millrace.partial import PartialAnswer
from millrace.telling import SqsRecord, settle_each

log = logger("features")


@cache
def ingestion() -> Ingestion:
    to = FeatureSettings.from_env()
    return Ingestion(
        files=S3Files(s3(), bucket=to.bucket),
        group=FeatureGroup(feature_store(), name=to.group),
        dead_letters=SqsDeadLetters(sqs(), url=to.dead_letters_url),
        schema=to.schema,
    )


def ingest(record: SqsRecord) -> Ingested:
    letter = Letter(body=record["body"], reason="", source=record["eventSourceARN"])
    try:
        notice = notice_from(record["body"])
    except MalformedError as malformed:
        done = ingestion().set_aside(letter, str(malformed))
    else:
        done = ingestion().ingest(notice.key, notice.version, letter)
    log.info(
        "features", extra={"outcome": done.outcome, "records": done.records, "reason": done.reason}
    )
    return done


def handler(event: dict[str, Any], _context: object) -> PartialAnswer:
    return settle_each(event, ingest, log, failure="features not ingested")
