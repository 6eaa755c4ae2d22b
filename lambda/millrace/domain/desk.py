"""Settles what is delivered: into the ledger, among the dead letters, or back into the queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from millrace.domain.counting import counts
from millrace.domain.job import JobEvent, JobRecord
from millrace.domain.merging import Merged, Outcome, merge
from millrace.domain.metrics import Datum

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
    counts: Sequence[Datum] = ()
    """What there is to count now that the ledger has it."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One event's part in writing a job."""

    before: JobRecord | None
    merged: Merged


@dataclass(frozen=True, kw_only=True)
class JobDesk:
    ledger: Ledger
    dead_letters: DeadLetters

    def record(self, events: Sequence[JobEvent]) -> list[Decision]:
        """Write the events of one job at once; a decision for each, in their order."""
        try:
            steps = self._written(events, tries=TRIES)
        except LedgerError as error:
            return [
                Decision(outcome=Outcome.REDELIVERED, reason=str(error), event=event)
                for event in events
            ]
        return [
            Decision(
                outcome=step.merged.outcome,
                reason=step.merged.reason,
                event=event,
                counts=counts(step.before, step.merged.record),
            )
            for event, step in zip(events, steps, strict=True)
        ]

    def set_aside(self, letter: Letter) -> Decision:
        try:
            self.dead_letters.send(letter)
        except DeadLetterError as error:
            return Decision(outcome=Outcome.REDELIVERED, reason=f"{error}; {letter.reason}")
        return Decision(outcome=Outcome.DEAD_LETTERED, reason=letter.reason)

    def _written(self, events: Sequence[JobEvent], *, tries: int) -> list[Step]:
        """A lost race is run again at once: waiting for SQS would leave a hole for minutes."""
        try:
            return self._written_once(events)
        except WriteConflictError:
            if tries == 1:
                raise
            return self._written(events, tries=tries - 1)

    def _written_once(self, events: Sequence[JobEvent]) -> list[Step]:
        before = record = self.ledger.get(events[0].job_id)
        steps: list[Step] = []
        for event in events:
            steps.append(Step(before=record, merged=merge(record, event)))
            record = steps[-1].merged.record
        if record is not None and record != before:
            self.ledger.put(record)
        return steps
