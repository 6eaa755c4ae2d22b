"""Compares the ledger with AWS Batch: jobs, children of arrays, nodes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from millrace.domain.job import JobRecord, Service
from millrace.domain.reconciling.blocks import blocks
from millrace.domain.reconciling.difference import Difference, Read, difference
from millrace.domain.reconciling.forgotten import forgotten
from millrace.domain.reconciling.place import Place
from millrace.domain.reconciling.ports import Batch, Ledger
from millrace.domain.reconciling.rounds import Round
from millrace.domain.reconciling.told import Listed, Told

SETTLING = timedelta(minutes=1)
"""Who was heard of within it is left alone: the next event may be on its way."""
MOST_JOBS = 2_000
MOST_PARTS = 5_000


@dataclass(frozen=True, kw_only=True)
class BatchComparison:
    batch: Batch
    ledger: Ledger
    queues: Sequence[str]
    place: Place
    read: Read

    def differences(self, round_: Round) -> Iterator[Difference]:
        listed = {job.job_id: job for queue in self.queues for job in self._listed(queue, round_)}
        jobs = dict.fromkeys([*listed, *self.ledger.open_jobs(Service.BATCH)], 1)
        yield from self._compared(round_.share(jobs, most=MOST_JOBS), listed, round_)
        parts = {part.job_id: part for part in self._parts(listed, round_)}
        yield from self._compared([*parts], parts, round_)

    def _listed(self, queue: str, round_: Round) -> Iterator[Listed]:
        yield from self.batch.since(queue, round_.looks_back_to)
        yield from self.batch.live(queue)

    def _parts(self, listed: Mapping[str, Listed], round_: Round) -> Iterator[Listed]:
        wholes = {job_id: job.parts for job_id, job in listed.items() if job.parts}
        for job_id in round_.share(wholes, most=MOST_PARTS):
            yield from self.batch.parts(listed[job_id])

    def _compared(
        self, job_ids: Sequence[str], listed: Mapping[str, Listed], round_: Round
    ) -> Iterator[Difference]:
        doubtful = {
            job_id: record
            for job_id, record in self.ledger.records(job_ids).items()
            if _is_doubtful(listed.get(job_id), record, round_)
        }
        found = {told.job_id: told for told in self.batch.told([*doubtful])}
        for job_id, record in doubtful.items():
            for told in self._told(found.get(job_id), record, round_):
                if new := difference(told, record, self.read):
                    yield new

    def _told(self, told: Told | None, record: JobRecord | None, round_: Round) -> Iterator[Told]:
        if told:
            yield told
            yield from blocks(told)
        elif record and (end := forgotten(record, self.place, now=round_.now)):
            yield end


def _is_doubtful(listed: Listed | None, record: JobRecord | None, round_: Round) -> bool:
    if record is None:
        return listed is not None and round_.now - listed.changed_at >= SETTLING
    if record.state.terminal:
        return listed is not None and listed.status != record.state
    return round_.now - record.updated_at >= SETTLING
