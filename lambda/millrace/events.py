"""Reads one message of the job desk's queue: lenient about what we do not use, else strict."""

from millrace.domain.job import JobEvent
from millrace.fields import parsed
from millrace.sources import Ignored, budgets, read

__all__ = ["Ignored", "job_event_from"]


def job_event_from(body: str) -> JobEvent | Ignored:
    """What EventBridge writes there, or SNS."""
    message = parsed(body)
    return budgets.notice(message) if budgets.is_notice(message) else read(message)
