"""A labelling job begins: list what is to be labelled."""

from collections.abc import Mapping

from aws_lambda_powertools import Logger

from millrace.adapters.objects import S3Objects, s3
from millrace.domain.unlabelled import Asked, list_unlabelled
from millrace.fields import text

log = Logger(service="labelling")


def handler(event: Mapping[str, str], _context: object) -> Mapping[str, str]:
    asked = Asked(
        reads=text(event, "reads"),
        writes=text(event, "writes"),
        execution=text(event, "execution"),
    )
    found = list_unlabelled(asked, S3Objects(s3()))
    log.info("listed for labelling", extra=dict(found))
    return found
