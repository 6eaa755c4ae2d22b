"""Settles what is delivered: into the ledger, among the dead letters, or back into the queue."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from millrace.domain.counting import counts
from millrace.domain.job import JobEvent, JobRecord
from millrace.domain.merging import Merged, Outcome, merge
from millrace.domain.metrics import Datum
from millrace.domain.orders import OrderQueueError

TRIES = 3


class LedgerError(Exception):
    """The ledger could not be read or written now; the same events may succeed later."""


class WriteConflictError(LedgerError):
    """Somebody else wrote the job between our reading and our writing it."""


class DeadLetterError(Exception):
    """A dead letter could not be sent now."""


class Ledger(Protocol):
    def get_many(self, job_ids: Iterable[str]) -> Mapping[str, JobRecord | LedgerError | None]:
        """What is known of each; raise LedgerError if nothing at all could be read."""

    def put_many(self, records: Sequence[JobRecord]) -> Mapping[str, LedgerError]:
        """Write each if the ledger still holds its version; tell of those that were not."""


class DeadLetters(Protocol):
    def send(self, letter: "Letter") -> None: ...


class Orders(Protocol):
    def send(self, job_ids: Iterable[str]) -> None:
        """Name the jobs to those who carry out orders; else raise OrderQueueError."""


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
    correlation_id: str | None = None
    """The first job of those that were submitted in place of one another."""
    counts: Sequence[Datum] = ()
    """What there is to count now that the ledger has it."""
    mistake: Exception | None = None
    """One of ours, which nobody foresaw."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One event's part in writing a job."""

    before: JobRecord | None
    merged: Merged


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A job as the ledger is to have it, and how each of its events led there."""

    record: JobRecord
    is_news: bool
    steps: Sequence[Step]


Told: TypeAlias = Mapping[str, Sequence[JobEvent]]
"""The events of each job, by its id."""
Settled: TypeAlias = Mapping[str, Draft | LedgerError]


@dataclass(frozen=True, kw_only=True)
class JobDesk:
    ledger: Ledger
    dead_letters: Callable[[], DeadLetters]
    orders: Callable[[], Orders]
    """These two are made when they are needed, which most containers never see."""
    conclude: Callable[[JobRecord], JobRecord]
    """Adds what follows from a record: its orders, its cost, how long it is kept."""

    def record(self, events: Sequence[JobEvent]) -> list[Decision]:
        """Write each job once, and all at once; a decision for each event, in their order."""
        told: dict[str, list[JobEvent]] = defaultdict(list)
        for event in events:
            told[event.job_id].append(event)
        settled = self._written(told)
        unnamed = self._unnamed(settled)
        decided = {
            job_id: iter(_decisions(told[job_id], draft, unnamed))
            for job_id, draft in settled.items()
        }
        return [next(decided[event.job_id]) for event in events]

    def set_aside(self, letter: Letter) -> Decision:
        try:
            self.dead_letters().send(letter)
        except DeadLetterError as error:
            return Decision(outcome=Outcome.REDELIVERED, reason=f"{error}; {letter.reason}")
        return Decision(outcome=Outcome.DEAD_LETTERED, reason=letter.reason)

    def _written(self, told: Told) -> Settled:
        """A lost race is run again at once: waiting for SQS would leave a hole for minutes."""
        settled: dict[str, Draft | LedgerError] = {}
        left = told
        for _ in range(TRIES):
            settled |= self._written_once(left)
            lost = [job for job in left if isinstance(settled[job], WriteConflictError)]
            left = {job_id: told[job_id] for job_id in lost}
            if not left:
                break
        return settled

    def _written_once(self, told: Told) -> Settled:
        try:
            held = self.ledger.get_many(told)
        except LedgerError as error:
            return dict.fromkeys(told, error)
        drafts = {job_id: self._draft(held[job_id], events) for job_id, events in told.items()}
        news = [each.record for each in drafts.values() if isinstance(each, Draft) and each.is_news]
        return {**drafts, **self.ledger.put_many(news)} if news else drafts

    def _draft(
        self, held: JobRecord | LedgerError | None, events: Sequence[JobEvent]
    ) -> Draft | LedgerError:
        if isinstance(held, LedgerError):
            return held
        record, steps = held, list[Step]()
        for event in events:
            steps.append(Step(before=record, merged=merge(record, event)))
            record = steps[-1].merged.record
        if record is None or record == held:
            return Draft(record=steps[-1].merged.record, is_news=False, steps=steps)
        return Draft(record=self.conclude(record), is_news=True, steps=steps)

    def _unnamed(self, settled: Settled) -> str | None:
        """Why those with something to be done could not be named: then their events come again.

        A duplicate names them too: the first try may have died between ledger and queue.
        """
        drafts = (draft for draft in settled.values() if isinstance(draft, Draft))
        due = [draft.record.job_id for draft in drafts if draft.record.due]
        try:
            if due:
                self.orders().send(due)
        except OrderQueueError as error:
            return str(error)
        return None


def _decisions(
    events: Sequence[JobEvent], draft: Draft | LedgerError, unnamed: str | None
) -> Iterator[Decision]:
    if isinstance(draft, LedgerError):
        for event in events:
            yield Decision(outcome=Outcome.REDELIVERED, reason=str(draft), event=event)
        return
    is_unnamed = unnamed is not None and bool(draft.record.due)
    for event, step in zip(events, draft.steps, strict=True):
        yield Decision(
            outcome=Outcome.REDELIVERED if is_unnamed else step.merged.outcome,
            reason=unnamed if unnamed and is_unnamed else step.merged.reason,
            event=event,
            correlation_id=draft.record.correlation_id,
            counts=counts(step.before, step.merged.record),
        )
