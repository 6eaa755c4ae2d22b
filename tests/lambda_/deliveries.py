"""What the tests of the job desk deliver to it, and the fakes that stand behind it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from millrace.domain.desk import DeadLetterError, LedgerError, Letter, WriteConflictError
from millrace.domain.job import JobEvent, JobRecord
from millrace.domain.orders import OrderQueueError
from millrace.events import job_event_from

EVENTS = Path(__file__).parent.parent / "events"
QUEUE = "arn:aws:sqs:us-east-1:111122223333:job-events"
SPOT_STORY = sorted(path.stem for path in EVENTS.glob("batch-[1-7]-*.json"))


def body(name: str) -> str:
    """A recorded event, as EventBridge writes it into the queue."""
    return (EVENTS / f"{name}.json").read_text()


def event(name: str) -> JobEvent:
    read = job_event_from(body(name))
    assert isinstance(read, JobEvent), read
    return read


def body_but(name: str, **detail: object) -> str:
    """A recorded event with other values in its detail."""
    recorded = json.loads(body(name))
    recorded["detail"] |= detail
    return json.dumps(recorded)


def delivery(*bodies: str) -> dict[str, Any]:
    """What Lambda hands over; the messages are called m0, m1, ... in the order given."""
    return {
        "Records": [
            {"messageId": f"m{number}", "body": given, "eventSourceARN": QUEUE}
            for number, given in enumerate(bodies)
        ]
    }


@dataclass
class FakeLedger:
    """Keeps records as the real one does; `broken` jobs cannot be written."""

    records: dict[str, JobRecord] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    conflicts: int = 0
    calls: list[str] = field(default_factory=list)

    def get(self, job_id: str) -> JobRecord | None:
        self.calls.append("get")
        return self.records.get(job_id)

    def put(self, record: JobRecord) -> None:
        self.calls.append("put")
        if record.job_id in self.broken:
            raise LedgerError("the ledger could not be written: throttled")
        held = self.records.get(record.job_id)
        if self.conflicts or (held and held.version != record.version):
            self.conflicts -= 1
            raise WriteConflictError(f"the job is no longer at version {record.version}")
        self.records[record.job_id] = replace(record, version=record.version + 1)

    def get_many(self, job_ids: Iterable[str]) -> Mapping[str, JobRecord | LedgerError | None]:
        return {job_id: self.get(job_id) for job_id in job_ids}

    def put_many(self, records: Sequence[JobRecord]) -> Mapping[str, LedgerError]:
        failed = {}
        for record in records:
            try:
                self.put(record)
            except LedgerError as error:
                failed[record.job_id] = error
        return failed


@dataclass
class FakeOrders:
    """The queue of jobs about which something is to be done."""

    broken: bool = False
    named: list[str] = field(default_factory=list)

    def send(self, job_ids: Iterable[str]) -> None:
        if self.broken:
            raise OrderQueueError("the orders could not be sent: throttled")
        self.named += job_ids


@dataclass
class FakeDeadLetters:
    broken: bool = False
    letters: list[Letter] = field(default_factory=list)

    def send(self, letter: Letter) -> None:
        if self.broken:
            raise DeadLetterError("the dead letter could not be sent: throttled")
        self.letters.append(letter)
