"""Reads the job ledger for people and programs; only the job desk writes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from millrace.domain.job import Kind
from ops.ledger_keys import begins, handle, is_whole, meanings, parents
from ops.ledger_parts import number
from ops.ledger_reading import BY_DAY, LedgerTable
from ops.session import RefusalError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mypy_boto3_dynamodb import DynamoDBClient

    from millrace.domain.job import JobRecord

Tell: TypeAlias = Callable[[str], None]
Now: TypeAlias = Callable[[], datetime]

LOOKED_BACK = 14
"""Days whose jobs are looked through for one of which only the beginning is known."""
_SHOWN = 5
_LONGEST = 1024
_MARKS = {Kind.ARRAY: ":", Kind.MULTI_NODE: "#"}


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _nobody(_sentence: str) -> None:
    pass


class JobLedger:
    def __init__(self, client: DynamoDBClient, *, table: str, now: Now = _utc_now) -> None:
        self.table = LedgerTable(client, table)
        self._now = now

    def jobs(self) -> list[JobRecord]:
        """Every job, the newest first; reads the whole table."""
        return sorted(self.table.records(self.table.every_id()), key=_opened, reverse=True)

    def job(self, word: str, *, tell: Tell = _nobody) -> JobRecord:
        """The one job that is called so, or whose id begins so; ``4c75:3`` is a child."""
        if not 0 < len(word.encode()) <= _LONGEST:
            raise RefusalError("a job's id is of 1 to 1,024 bytes")
        exact = self.table.records(meanings(word), consistent=True)
        if len(exact) == 1 or (exact and exact[0].job_id == word):
            return exact[0]
        ids = [record.job_id for record in exact] or self._ids_that_begin(word, tell)
        meant = _meant(word, ids)
        if len(meant) > 1:
            raise RefusalError(_several(word, meant))
        found = self.table.records(meant)
        if not found:
            raise RefusalError(f"no job's id begins with '{word}'; python -m ops.jobs lists them")
        return found[0]

    def parts(self, job: JobRecord) -> list[JobRecord]:
        """The children of an array, the nodes of a multi-node job: their ids are known."""
        mark = _MARKS.get(job.kind)
        if mark is None or job.size is None:
            return []
        return self.table.records(f"{job.job_id}{mark}{number}" for number in range(job.size))

    def steps(self, executions: Sequence[JobRecord]) -> list[JobRecord]:
        """Of pipeline executions: found by how their ids begin, in the days that these ran."""
        return self._of_their_days(executions, *(f"{one.job_id}/step/" for one in executions))

    def trainings(self, tuning: JobRecord) -> list[JobRecord]:
        """SageMaker names the training jobs of a tuning job after it."""
        found = self._of_their_days([tuning], f"training-job/{tuning.name}-")
        return [record for record in found if record.facts.belongs_to == tuning.job_id]

    def _of_their_days(self, jobs: Sequence[JobRecord], *beginnings: str) -> list[JobRecord]:
        days = {day for job in jobs for day in _days(job.opened_at, job.updated_at)}
        keys = (key for day in sorted(days) for key in self.table.keys(BY_DAY, day))
        ids = [key.job_id for key in keys if key.job_id.startswith(beginnings)]
        return sorted(self.table.records(ids), key=_opened)

    def _ids_that_begin(self, word: str, tell: Tell) -> list[str]:
        """The days that are near are asked first, by their index, then the whole table."""
        if is_whole(word):
            return []
        now = self._now()
        near = _days(now - timedelta(days=LOOKED_BACK - 1), now + timedelta(days=1))
        keys = (key.job_id for day in near for key in self.table.keys(BY_DAY, day))
        if found := _that_begin(word, keys):
            return found
        tell(f"not among the jobs of the last {LOOKED_BACK} days: looking through the whole ledger")
        return _that_begin(word, self.table.every_id())


def _days(first: datetime, last: datetime) -> list[str]:
    """The newest first."""
    newest = last.astimezone(UTC).date()
    count = (newest - first.astimezone(UTC).date()).days + 1
    return [f"{newest - timedelta(days=ago)}" for ago in range(count)]


def _that_begin(word: str, ids: Iterable[str]) -> list[str]:
    return [*dict.fromkeys(job_id for job_id in ids if begins(job_id, word))]


def _meant(word: str, ids: list[str]) -> list[str]:
    """Who is called so is meant; a beginning means an array rather than each of its children."""
    exact = [job_id for job_id in ids if handle(job_id) == word]
    return exact if len(exact) == 1 else [one for one in ids if not {*parents(one)} & {*ids}]


def _opened(record: JobRecord) -> tuple[datetime, str, int]:
    return record.opened_at, record.parent or record.job_id, -number(record)


def _several(word: str, found: list[str]) -> str:
    ids = sorted(found)
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return f"'{word}' begins {len(ids)} job ids: {', '.join(ids[:_SHOWN])}{more}"
