"""Powertools' partial batch answer, with one log line for each message: the decision and why."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    ExceptionInfo,
    FailureResponse,
    SuccessResponse,
)
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from millrace.delivery import RedeliveredError
from millrace.domain.desk import Decision
from millrace.domain.merging import Outcome


class ReportingProcessor(BatchProcessor):
    def __init__(self, log: Logger) -> None:
        super().__init__(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
        self._log = log

    def success_handler(self, record: dict[str, Any], result: Decision) -> SuccessResponse:
        write = self._log.warning if result.outcome is Outcome.DEAD_LETTERED else self._log.info
        write("job event settled", extra=line(result, record["messageId"]))
        return super().success_handler(record, result)

    def failure_handler(self, record: SQSRecord, exception: ExceptionInfo) -> FailureResponse:
        """A failure that nobody foresaw keeps its traceback, and fails only its own message."""
        error = exception[1]
        if isinstance(error, RedeliveredError):
            fields = line(error.decision, record.message_id)
            self._log.warning("job event goes back to the queue", extra=fields)
        else:
            fields = {"outcome": str(Outcome.REDELIVERED), "reason": repr(error)}
            fields["message_id"] = record.message_id
            self._log.error("job event failed", extra=fields, exc_info=error)
        return super().failure_handler(record, exception)


def line(decision: Decision, message_id: str) -> dict[str, Any]:
    """The fields of a log line, beside Powertools' own."""
    fields: dict[str, Any] = {"outcome": str(decision.outcome), "reason": decision.reason}
    if event := decision.event:
        fields |= {"job_id": event.job_id, "event_id": event.event_id}
        fields |= {"state": str(event.state), "attempt": event.moment.attempt}
    return fields | {"message_id": message_id}
