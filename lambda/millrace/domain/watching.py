"""How the fleets stand: how long jobs wait, how near the caps are, what takes no jobs at all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Protocol

from millrace.domain.job import JobRecord, State
from millrace.domain.metrics import Datum, Unit

TOLD_AT_REST = ("FleetUnusable",)
"""CloudWatch takes money for a metric in the hours that have a datum, so rest is not told; but a
page must end because the fleet is well again, and not because nobody looked."""
_LOOKED_UP = 500
"""Of the jobs that wait in a queue, at most, from the one that was submitted first."""


@dataclass(frozen=True, kw_only=True)
class Fleet:
    """What belongs together in the environment file, by ARN."""

    name: str
    queues: Sequence[str]
    environments: Sequence[str]

    @property
    def parts(self) -> Sequence[str]:
        return [*self.queues, *self.environments]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Of a queue or a compute environment."""

    state: str
    status: str
    reason: str
    desired_vcpus: int | None = None
    max_vcpus: int | None = None

    @property
    def trouble(self) -> str | None:
        if self.state != "ENABLED":
            return f"is {self.state}"
        return f"is INVALID: {self.reason}" if self.status == "INVALID" else None


@dataclass(frozen=True, kw_only=True)
class WaitingJob:
    job_id: str
    submitted_at: datetime


class Batch(Protocol):
    def queues(self, arns: Sequence[str]) -> Mapping[str, Standing]: ...

    def environments(self, arns: Sequence[str]) -> Mapping[str, Standing]: ...

    def waiting(self, queue: str) -> Iterable[WaitingJob]:
        """The jobs that are RUNNABLE, children of arrays among them."""

    def running(self, queue: str) -> int:
        """How many are RUNNING."""


class Ledger(Protocol):
    def get(self, job_id: str) -> JobRecord | None: ...


@dataclass(frozen=True, kw_only=True)
class Report:
    data: Sequence[Datum]
    unusable: Sequence[str]
    """A sentence for each queue and compute environment that takes no jobs."""


@dataclass(frozen=True, kw_only=True)
class FleetWatch:
    batch: Batch
    ledger: Ledger

    def report(self, fleet: Fleet, *, now: datetime) -> Report:
        queues = self.batch.queues(fleet.queues)
        environments = self.batch.environments(fleet.environments)
        known = {**queues, **environments}
        unusable = [*_unusable((arn, known.get(arn)) for arn in fleet.parts)]
        running = sum(self.batch.running(arn) for arn in queues)
        used = cap_used_percent(environments.values())
        measured = [
            ("FleetUnusable", len(unusable), Unit.COUNT),
            ("JobsRunning", running, Unit.COUNT),
            *([] if used is None else [("VcpuCapUsedPercent", used, Unit.PERCENT)]),
        ]
        data = [
            *(_of_fleet(fleet, name, value, unit, now) for name, value, unit in measured),
            *(self._oldest(arn, now) for arn in queues),
        ]
        return Report(
            data=[datum for datum in data if datum.value or datum.metric in TOLD_AT_REST],
            unusable=unusable,
        )

    def _oldest(self, queue: str, now: datetime) -> Datum:
        waited = longest_wait(self.batch.waiting(queue), self.ledger, now=now)
        return Datum(
            metric="OldestRunnableMinutes",
            dimension="Queue",
            of=queue.rsplit("/", 1)[-1],
            value=round(waited / timedelta(minutes=1), 1),
            unit=Unit.NONE,
            at=now,
        )


def _of_fleet(fleet: Fleet, metric: str, value: float, unit: Unit, now: datetime) -> Datum:
    return Datum(metric=metric, dimension="Fleet", of=fleet.name, value=value, unit=unit, at=now)


def longest_wait(waiting: Iterable[WaitingJob], ledger: Ledger, *, now: datetime) -> timedelta:
    """Since they became RUNNABLE: a job that was reclaimed after ten hours has not waited for ten.

    Nobody waits for longer than since the submission, so the look-ups end early.
    """
    longest = timedelta(0)
    in_order = sorted(waiting, key=lambda job: (job.submitted_at, job.job_id))
    for job in islice(in_order, _LOOKED_UP):
        if now - job.submitted_at <= longest:
            break
        longest = max(longest, now - _runnable_since(job, ledger.get(job.job_id)))
    return longest


def _runnable_since(job: WaitingJob, record: JobRecord | None) -> datetime:
    """A ledger that is behind AWS Batch knows at least a time before which it was not."""
    if record is None:
        return job.submitted_at
    return record.stands_since if record.state is State.RUNNABLE else record.newest.at


def cap_used_percent(environments: Iterable[Standing]) -> float | None:
    """Of the vCPUs that may be paid for; Fargate does not tell what it uses."""
    told = [
        (part.desired_vcpus, part.max_vcpus)
        for part in environments
        if part.desired_vcpus is not None and part.max_vcpus
    ]
    if not told:
        return None
    return round(100 * sum(desired for desired, _ in told) / sum(most for _, most in told), 1)


def _unusable(parts: Iterable[tuple[str, Standing | None]]) -> Iterator[str]:
    for arn, standing in parts:
        name = arn.rsplit(":", 1)[-1]
        if standing is None:
            yield f"{name} does not exist"
        elif standing.trouble:
            yield f"{name} {standing.trouble}"
