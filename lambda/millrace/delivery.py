"""One SQS delivery: read whole before anything is written, so that a job is written once."""

from collections.abc import Iterable
from typing import Any

from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from millrace.domain.desk import Decision, JobDesk, Letter
from millrace.domain.job import JobEvent
from millrace.domain.merging import Outcome
from millrace.domain.metrics import Datum
from millrace.events import job_event_from
from millrace.fields import MalformedError


class RedeliveredError(Exception):
    """Not settled: SQS is to deliver the message again."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.reason)
        self.decision = decision


class Delivery:
    """Powertools asks record by record; the first of a job settles them all, for good or ill."""

    def __init__(self, records: Iterable[dict[str, Any]], desk: JobDesk) -> None:
        self._desk = desk
        self._read = {record["messageId"]: _read(record["body"]) for record in records}
        self._decisions: dict[str, Decision] = {}

    def settle(self, record: SQSRecord) -> Decision:
        if record.message_id not in self._decisions:
            self._decisions |= self._decide(record)
        decision = self._decisions[record.message_id]
        if decision.outcome is Outcome.REDELIVERED:
            raise RedeliveredError(decision)
        return decision

    @property
    def counts(self) -> list[Datum]:
        return [count for decision in self._decisions.values() for count in decision.counts]

    def _decide(self, record: SQSRecord) -> dict[str, Decision]:
        read = self._read[record.message_id]
        if isinstance(read, MalformedError):
            letter = Letter(body=record.body, reason=str(read), source=record.event_source_arn)
            return {record.message_id: self._desk.set_aside(letter)}
        events = self._events_of(read.job_id)
        return dict(zip(events, self._desk.record([*events.values()]), strict=True))

    def _events_of(self, job_id: str) -> dict[str, JobEvent]:
        return {
            message_id: read
            for message_id, read in self._read.items()
            if isinstance(read, JobEvent) and read.job_id == job_id
        }


def _read(body: str) -> JobEvent | MalformedError:
    try:
        return job_event_from(body)
    except MalformedError as malformed:
        return malformed
