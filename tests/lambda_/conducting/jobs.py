"""Jobs with deadlines, a ledger that holds them, and what was ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from millrace.domain.conducting import Conductor, MoveError
from millrace.domain.fleets import Fleet, Fleets
from millrace.domain.job import Attempt, Facts, JobRecord, Moment
from millrace.domain.states import Kind, Service, State

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
QUEUE, TWIN = "arn:aws:batch:::job-queue/normal", "arn:aws:batch:::job-queue/on-demand"
_CLUSTER = "arn:aws:ecs:us-east-1:111122223333:container-instance/{}_Batch_1234/5678"
ON_SPOT, ON_DEMAND = _CLUSTER.format("GpuSpot-abc"), _CLUSTER.format("GpuOnDemand-abc")
FLEETS = Fleets(
    fleets=[
        Fleet(
            name="gpu",
            queues={QUEUE: {"on_demand": TWIN}, TWIN: {"spot": QUEUE}},
            environments={
                "arn:aws:batch:::compute-environment/GpuSpot-abc": "spot",
                "arn:aws:batch:::compute-environment/GpuOnDemand-abc": "on-demand",
            },
            usd_per_vcpu_hour={"spot": 0.1, "on-demand": 0.3},
        )
    ]
)


def job(
    name: str = "4c75",
    *,
    state: State = State.RUNNING,
    queue: str = QUEUE,
    host: str | None = ON_SPOT,
    since: datetime = NOON - HOUR,
    deadline: datetime | None = NOON + 24 * HOUR,
    work: timedelta = 4 * HOUR,
    ended: Sequence[Attempt] = (),
    kind: Kind = Kind.SINGLE,
) -> JobRecord:
    running = [Attempt(started_at=since, host=host)] if state is State.RUNNING else []
    attempts = dict(enumerate([*ended, *running], start=1))
    moment = Moment(event_id=name, at=since, state=state, attempt=len(ended) + 1)
    return JobRecord(
        job_id=name,
        name="digits",
        queue=queue,
        definition="d",
        state=state,
        state_reason=None,
        attempts=attempts,
        timeline={name: moment},
        submitted_at=since,
        updated_at=since,
        kind=kind,
        facts=Facts(deadline=deadline, work_minutes=round(work / timedelta(minutes=1))),
    )


@dataclass
class FakeLedger:
    jobs: Sequence[JobRecord]
    old: Sequence[JobRecord] = ()

    def open_jobs(self, service: Service) -> Mapping[str, datetime]:
        return {one.job_id: one.opened_at for one in self.jobs if one.service is service}

    def recent(self, day: date, *, most: int) -> Sequence[str]:
        return [one.job_id for one in self.old if one.opened_at.date() == day][:most]

    def records(self, job_ids: Sequence[str]) -> Mapping[str, JobRecord | None]:
        known = {one.job_id: one for one in (*self.jobs, *self.old)}
        return {job_id: known.get(job_id) for job_id in job_ids}


@dataclass
class FakeMoves:
    ended: dict[str, str] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()

    def end(self, job_id: str, *, reason: str) -> None:
        if job_id in self.broken:
            raise MoveError(f"job {job_id} could not be ended: throttled")
        self.ended[job_id] = reason


def conductor(*jobs: JobRecord, moves: FakeMoves, old: Sequence[JobRecord] = ()) -> Conductor:
    return Conductor(ledger=FakeLedger(jobs, old), moves=moves, fleets=FLEETS)
