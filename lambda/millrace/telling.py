"""Powertools' partial batch answer, which tells of the messages that come again."""

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    ExceptionInfo,
    FailureResponse,
)
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord


class TellingProcessor(BatchProcessor):
    """``failure`` is what the log says of a message that goes back to its queue."""

    def __init__(self, log: Logger, *, failure: str) -> None:
        super().__init__(EventType.SQS, raise_on_entire_batch_failure=False)
        self._log = log
        self._failure = failure

    def failure_handler(self, record: SQSRecord, exception: ExceptionInfo) -> FailureResponse:
        self._log.error(self._failure, extra={"event": record.body}, exc_info=exception[1])
        return super().failure_handler(record, exception)
