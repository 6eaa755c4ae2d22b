"""The jobs that the desk submitted one in place of the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from millrace.domain.job import JobRecord
from ops.ledger import JobLedger

_LONGEST = 20
"""A chain has a cap far below; this one ends a circle that somebody made by hand."""


@dataclass(frozen=True)
class Chain:
    before: Sequence[str] = ()
    """Ids, the first job of all first."""
    after: Sequence[str] = ()

    @classmethod
    def of(cls, job: JobRecord, ledger: JobLedger) -> "Chain":
        return cls(_before(job, ledger), _after(job, ledger))


def _before(job: JobRecord, ledger: JobLedger) -> list[str]:
    ids: list[str] = []
    while (earlier := job.facts.continues) and earlier not in ids and len(ids) < _LONGEST:
        ids.insert(0, earlier)
        found = ledger.table.records([earlier])
        if not found:
            break
        [job] = found
    return ids


def _after(job: JobRecord, ledger: JobLedger) -> list[str]:
    """As the desk wrote it down: what came of an order is the id of the new job."""
    ids: list[str] = []
    while (later := _continued_by(job, ledger)) and later.job_id not in ids and len(ids) < _LONGEST:
        ids.append(later.job_id)
        job = later
    return ids


def _continued_by(job: JobRecord, ledger: JobLedger) -> JobRecord | None:
    results = [one.result for one in job.orders.values() if one.do.submits and one.result]
    found = ledger.table.records(word for result in results for word in result.split())
    return next((one for one in found if one.facts.continues == job.job_id), None)
