"""One log line for each message: what became of it, and why."""

import logging
from typing import Any

from millrace.domain.desk import Decision
from millrace.domain.merging import Outcome


def tell(log: logging.Logger, decision: Decision, message_id: str) -> None:
    """A failure that nobody foresaw keeps its traceback."""
    if decision.mistake is not None:
        log.error("job event failed", extra=line(decision, message_id), exc_info=decision.mistake)
    elif decision.outcome is Outcome.REDELIVERED:
        log.warning("job event goes back to the queue", extra=line(decision, message_id))
    elif decision.outcome is Outcome.DEAD_LETTERED:
        log.warning("job event settled", extra=line(decision, message_id))
    else:
        log.info("job event settled", extra=line(decision, message_id))


def line(decision: Decision, message_id: str) -> dict[str, Any]:
    """The fields of a log line, beside the log's own."""
    fields: dict[str, Any] = {"outcome": str(decision.outcome), "reason": decision.reason}
    if event := decision.event:
        fields |= {
            "correlation_id": decision.correlation_id or event.correlation_id,
            "job_id": event.job_id,
            "event_id": event.event_id,
            "state": str(event.state),
            "attempt": event.moment.attempt,
        }
        if event.replay is not None:
            fields["replay"] = event.replay
    return fields | {"message_id": message_id}
