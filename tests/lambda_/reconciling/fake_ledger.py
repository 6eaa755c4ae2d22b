"""A ledger in memory, written by the real job desk, as far as the reconciler sees one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from millrace.domain.concluding import conclude
from millrace.domain.desk import JobDesk, LedgerError
from millrace.domain.fleets import Fleet, Fleets, Size
from millrace.domain.job import JobEvent, JobRecord, Service
from millrace.domain.policy import Policy
from millrace.events import job_event_from
from tests.lambda_.deliveries import FakeDeadLetters
from tests.lambda_.reconciling.batch_stories import QUEUE, START

GPU = Fleet(
    name="gpu",
    queues={QUEUE: {"on_demand": f"{QUEUE}-on-demand"}},
    sizes=[Size(14_000, 4, 1), Size(30_000, 8, 1)],
)
_CONCLUDE = partial(
    conclude, policy=Policy(fleets=Fleets(fleets=[GPU])), now=START + timedelta(minutes=20)
)


@dataclass
class FakeOrders:
    named: list[str] = field(default_factory=list)

    def send(self, job_ids: Iterable[str]) -> None:
        self.named.extend(job_ids)


@dataclass
class FakeLedger:
    jobs: dict[str, JobRecord] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)
    """The ids that the reconciler asked for."""

    def hear(self, bodies: Sequence[str]) -> None:
        """The job desk is told, an event at a time."""
        desk = JobDesk(
            ledger=self,
            dead_letters=FakeDeadLetters,
            orders=FakeOrders,
            conclude=_CONCLUDE,
        )
        for body in bodies:
            event = job_event_from(body)
            assert isinstance(event, JobEvent)
            desk.record([event])

    def get_many(self, job_ids: Iterable[str]) -> Mapping[str, JobRecord | LedgerError | None]:
        return {job_id: self.jobs.get(job_id) for job_id in job_ids}

    def put_many(self, records: Sequence[JobRecord]) -> Mapping[str, LedgerError]:
        self.jobs |= {one.job_id: replace(one, version=one.version + 1) for one in records}
        return {}

    def open_jobs(self, service: Service) -> Mapping[str, datetime]:
        return {
            job_id: record.opened_at
            for job_id, record in self.jobs.items()
            if record.service is service and not (record.state.terminal or record.state.endless)
        }

    def with_orders(self) -> Sequence[str]:
        return [job_id for job_id, record in self.jobs.items() if record.due]

    def records(self, job_ids: Sequence[str]) -> Mapping[str, JobRecord | None]:
        self.read.extend(job_ids)
        return {job_id: self.jobs.get(job_id) for job_id in job_ids}
