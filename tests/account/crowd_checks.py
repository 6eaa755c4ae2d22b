"""Holds what the ledger, AWS Batch and the team were told to what each job must have come to."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from millrace.domain.classifying import classify
from millrace.domain.job import JobRecord, State
from tests.account.crowd import Fate, Member
from tests.account.desk import done


@dataclass(frozen=True, kw_only=True)
class Seen:
    records: Mapping[str, JobRecord]
    jobs: Mapping[str, Any]
    """All that AWS Batch has, by their ids: those in place of others too."""
    notices: Sequence[Mapping[str, Any]]

    def in_place_of(self) -> Mapping[str, list[str]]:
        """By the id of a job, the jobs that name it as the one before."""
        found: dict[str, list[str]] = {}
        for job_id, job in self.jobs.items():
            before = job["tags"].get("millrace:continues")
            if before is not None:
                found.setdefault(before, []).append(job_id)
        return found


def faults(seen: Seen, crowd: Sequence[Member]) -> list[str]:
    """A sentence for each thing that is not as it must be."""
    after = seen.in_place_of()
    found = [fault for member in crowd for fault in _of_member(member, seen, after)]
    mine = {member.job_id for member in crowd}
    found += [f"{job_id}: in place of none of these" for job_id in after if job_id not in mine]
    told = Counter(notice["MessageAttributes"]["token"]["Value"] for notice in seen.notices)
    return found + [
        f"notice {token} came {times} times" for token, times in told.items() if times > 1
    ]


def _of_member(member: Member, seen: Seen, after: Mapping[str, list[str]]) -> Iterator[str]:
    record = seen.records.get(member.job_id)
    if record is None:
        yield f"{member.job_id}: not in the ledger"
        return
    yield from _of_record(record, member.fate)
    yield from _of_batch(record, seen.jobs[member.job_id])
    successors = after.get(member.job_id, [])
    if len(successors) != member.fate.goes_on:
        yield f"{_name(record)}: {len(successors)} jobs in its place"
    for job_id in successors:
        yield from _of_successor(seen.records.get(job_id), job_id)
    for child in member.children:
        part = seen.records.get(child)
        if part is None or not part.state.terminal or part.orders:
            yield f"{child}: {part.state if part else 'not in the ledger'}"
    told = sum(
        notice["MessageAttributes"]["job_id"]["Value"] == member.job_id for notice in seen.notices
    )
    if told != ("notify" in member.fate.orders):
        yield f"{_name(record)}: told of {told} times"


def _of_record(record: JobRecord, fate: Fate) -> Iterator[str]:
    if record.state is not fate.state:
        yield f"{_name(record)}: {record.state}, not {fate.state}"
    if fate.cls and (cls := classify(record).cls) != fate.cls:
        yield f"{_name(record)}: of class {cls}, not {fate.cls}"
    orders, expected = sorted((do, told) for do, _, told in done(record)), _expected(record, fate)
    if orders != sorted(expected.items()):
        yield f"{_name(record)}: orders {orders}, not {expected}"


def _expected(record: JobRecord, fate: Fate) -> Mapping[str, str]:
    """What stood on the on-demand part behind its queue's spot goes on as it was."""
    stood_on = record.attempts[1].host if 1 in record.attempts else None
    return {"retry": "done"} if fate.is_taken and "OnDemand" in (stood_on or "") else fate.orders


def _of_batch(record: JobRecord, job: Mapping[str, Any]) -> Iterator[str]:
    if str(record.state) != job["status"] or len(record.attempts) != len(job["attempts"]):
        yield f"{_name(record)}: {record.state}, AWS Batch says {job['status']}"


def _of_successor(record: JobRecord | None, job_id: str) -> Iterator[str]:
    if record is None or record.state is not State.SUCCEEDED or record.orders:
        yield f"{job_id}, in place of another: {record.state if record else 'not in the ledger'}"


def _name(record: JobRecord) -> str:
    return f"{record.name} {record.job_id}"
