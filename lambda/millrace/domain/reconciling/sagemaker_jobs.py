"""Compares the ledger with SageMaker's jobs, by its lists of what was changed lately."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from millrace.domain.job import JobRecord, Service
from millrace.domain.reconciling.batch_jobs import SETTLING
from millrace.domain.reconciling.difference import Difference, Read, difference
from millrace.domain.reconciling.forgotten_sagemaker import forgotten
from millrace.domain.reconciling.place import Place
from millrace.domain.reconciling.ports import Ledger, SageMaker
from millrace.domain.reconciling.rounds import Round
from millrace.domain.reconciling.told import Listed

MOST_LOOKED_UP = 2_000
MOST_DESCRIBED = 200
"""SageMaker describes one job a call."""
_WHOLE_SECONDS = timedelta(seconds=1)
"""Events tell their time so, lists to the millisecond."""


@dataclass(frozen=True, kw_only=True)
class SageMakerComparison:
    sagemaker: SageMaker
    ledger: Ledger
    place: Place
    read: Read

    def differences(self, round_: Round) -> Iterator[Difference]:
        listed = {job.job_id: job for job in self.sagemaker.changed(round_.looks_back_to)}
        opened = [
            job_id
            for job_id in self.ledger.open_jobs(Service.SAGEMAKER)
            if not job_id.startswith("pipeline/")
        ]
        looked_up = round_.share(dict.fromkeys([*listed, *opened], 1), most=MOST_LOOKED_UP)
        records = self.ledger.records(looked_up)
        doubtful = {
            job_id: 1
            for job_id, record in records.items()
            if _is_doubtful(listed.get(job_id), record, round_)
        }
        for job_id in round_.share(doubtful, most=MOST_DESCRIBED):
            record = records[job_id]
            job = listed.get(job_id) or (record and _from_ledger(record))
            told = job and self.sagemaker.told(job)
            if told is None and record:
                told = forgotten(record, self.place, now=round_.now)
            if told and (new := difference(told, record, self.read)):
                yield self._with_tags(new, told.arn, record)

    def _with_tags(self, new: Difference, arn: str, record: JobRecord | None) -> Difference:
        """A description has none, an event has; the ledger takes the team from them."""
        if record and record.facts.team:
            return new
        detail = {**new.event["detail"], "Tags": self.sagemaker.tags(arn)}
        return replace(new, event={**new.event, "detail": detail})


def _from_ledger(record: JobRecord) -> Listed:
    return Listed(job_id=record.job_id, name=record.name, status="", changed_at=record.updated_at)


def _is_doubtful(listed: Listed | None, record: JobRecord | None, round_: Round) -> bool:
    if record is None:
        return listed is not None and round_.now - listed.changed_at >= SETTLING
    if listed is None:
        return not record.state.terminal and round_.now - record.updated_at >= SETTLING
    is_later = listed.changed_at - record.updated_at > _WHOLE_SECONDS
    is_other_word = record.facts.status not in (listed.status, listed.inner_status)
    return is_later or (is_other_word and not record.state.terminal)
