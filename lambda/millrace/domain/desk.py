"""Settles what is delivered: into the ledger, among the dead letters, or back into the queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from millrace.domain.job import JobEvent, JobRecord
from millrace.domain.merging import Merged, Outcome, merge

TRIES = 3


class LedgerError(Exception):
    """The ledger could not be read or written now; the same events may succeed later."""


class WriteConflictError(LedgerError):
    """Somebody else wrote the job between our reading and our writing it."""


class DeadLetterError(Exception):
    """A dead letter could not be sent now."""


class Ledger(Protocol):
    def get(self, job_id: str) -> JobRecord | None: ...

    def put(self, record: JobRecord) -> None:
        """Write the record if the ledger still holds its version; else raise WriteConflictError."""


class DeadLetters(Protocol):
    def send(self, letter: "Letter") -> None: ...


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A message that no try will make sense of, why, and the queue that it came from."""

    body: str
    reason: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What became of one message, and why."""

    outcome: Outcome
    reason: str
    event: JobEvent | None = None


@dataclass(frozen=True, kw_only=True)
class JobDesk:
    ledger: Ledger
    dead_letters: DeadLetters

    def record(self, events: Sequence[JobEvent]) -> list[Decision]:
        """Write the events of one job at once; a decision for each, in their order."""
        try:
            merged = self._merged(events, tries=TRIES)
        except LedgerError as error:
            return [
                Decision(outcome=Outcome.REDELIVERED, reason=str(error), event=event)
                for event in events
            ]
        return [
            Decision(outcome=step.outcome, reason=step.reason, event=event)
            for event, step in zip(events, merged, strict=True)
        ]

    def set_aside(self, letter: Letter) -> Decision:
        try:
            self.dead_letters.send(letter)
        except DeadLetterError as error:
            return Decision(outcome=Outcome.REDELIVERED, reason=f"{error}; {letter.reason}")
        return Decision(outcome=Outcome.DEAD_LETTERED, reason=letter.reason)

    def _merged(self, events: Sequence[JobEvent], *, tries: int) -> list[Merged]:
        """A lost race is run again at once: waiting for SQS would leave a hole for minutes."""
        try:
            return self._merged_once(events)
        except WriteConflictError:
            if tries == 1:
                raise
            return self._merged(events, tries=tries - 1)

    def _merged_once(self, events: Sequence[JobEvent]) -> list[Merged]:
        before = record = self.ledger.get(events[0].job_id)
        steps: list[Merged] = []
        for event in events:
            steps.append(merge(record, event))
            record = steps[-1].record
        if record is not None and record != before:
            self.ledger.put(record)
        return steps
