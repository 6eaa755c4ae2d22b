"""Reads what the reconciler is about to send as the recorder will read it."""

import logging

from millrace.domain.job import JobEvent
from millrace.events import job_event_from
from millrace.fields import MalformedError

log = logging.getLogger("reconciler")


def heard(body: str) -> JobEvent | None:
    """What would become a dead letter, or would be ignored, is not sent at all."""
    try:
        found = job_event_from(body)
    except MalformedError as malformed:
        log.warning("description not understood", extra={"reason": str(malformed)})
        return None
    return found if isinstance(found, JobEvent) else None
