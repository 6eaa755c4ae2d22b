"""Compares the ledger with the executions of SageMaker's pipelines, and with their steps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from millrace.domain.job import JobRecord, Service
from millrace.domain.reconciling.batch_jobs import SETTLING
from millrace.domain.reconciling.difference import Difference, Read, difference
from millrace.domain.reconciling.forgotten_sagemaker import forgotten
from millrace.domain.reconciling.place import Place
from millrace.domain.reconciling.ports import Ledger, Pipelines
from millrace.domain.reconciling.rounds import Round
from millrace.domain.reconciling.told import Told

MOST_EXECUTIONS = 100
"""Two questions for each, and one more for each hundred of its steps."""


@dataclass(frozen=True, kw_only=True)
class ExecutionComparison:
    pipelines: Pipelines
    ledger: Ledger
    place: Place
    read: Read

    def differences(self, round_: Round) -> Iterator[Difference]:
        opened = [
            job_id
            for job_id in self.ledger.open_jobs(Service.SAGEMAKER)
            if job_id.startswith("pipeline/")
        ]
        begun = [execution.job_id for execution in self.pipelines.executions(round_.looks_back_to)]
        executions = dict.fromkeys([*begun, *map(_execution, opened)], 1)
        for execution in round_.share(executions, most=MOST_EXECUTIONS):
            told = self.pipelines.told(self.place.arn("sagemaker", execution))
            of_it = [job_id for job_id in opened if _execution(job_id) == execution]
            yield from self._compared({part.job_id: part for part in told}, of_it, round_)

    def _compared(
        self, told: Mapping[str, Told], opened: list[str], round_: Round
    ) -> Iterator[Difference]:
        records = self.ledger.records([*{**told, **dict.fromkeys(opened)}])
        for job_id, record in records.items():
            part = told.get(job_id)
            if part is None and record:
                part = forgotten(record, self.place, now=round_.now)
            if part is None or not _is_settled(part, record, round_):
                continue
            if new := difference(part, record, self.read):
                yield new


def _execution(job_id: str) -> str:
    """The one itself, or the one that the step is of."""
    return job_id.partition("/step/")[0]


def _is_settled(part: Told, record: JobRecord | None, round_: Round) -> bool:
    return round_.now - (record.updated_at if record else part.at) >= SETTLING
