"""Jobs with a deadline: each round says of each whether it stays where it is, or goes on elsewhere.

The conductor only ends a job, with a reason that says where it is to go on. That it goes on is
decided from its record when its end is told, and done once, as everything else that the desk does.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from millrace.domain.deadlines import Decision, OnDemand, Run, Situation, decide
from millrace.domain.fleets import ON_DEMAND, SPOT, Fleets
from millrace.domain.job import Attempt, JobRecord, Kind, Service, State
from millrace.domain.progress import UNSAVED, work_left
from millrace.domain.spot_seen import Stretch, looks, seen, there_now

TICK = timedelta(minutes=5)
RESTART = timedelta(minutes=10)
"""From the end of an attempt until another one works: an instance, a container, a checkpoint."""
SPARE = TICK + UNSAVED
"""The policy takes reclaims to come between two rounds, and to lose nothing: they do neither."""
LEAST = 3 * TICK
"""A job that has outrun its estimate is taken to end soon, but not at once."""
_LONGEST_REASON = 1_000
_WITNESSES = 200
_USUAL_PRICE = 0.4
"""Of spot, over on-demand, where the fleet tells none."""


class MoveError(Exception):
    """A job could not be ended now; the next round finds it again."""


class Ledger(Protocol):
    def open_jobs(self, service: Service) -> Mapping[str, datetime]: ...

    def recent(self, day: date, *, most: int) -> Sequence[str]:
        """The newest that were opened on that day."""

    def records(self, job_ids: Sequence[str]) -> Mapping[str, JobRecord | None]: ...


class Moves(Protocol):
    def end(self, job_id: str, *, reason: str) -> None:
        """May be asked for again. Raises MoveError."""


@dataclass(frozen=True, kw_only=True)
class Conducted:
    record: JobRecord
    decision: Decision
    to: str | None
    """Where it is to go on, if not where it is."""
    failure: MoveError | None = None


@dataclass(frozen=True, kw_only=True)
class Conductor:
    ledger: Ledger
    moves: Moves
    fleets: Fleets

    def run(self, *, now: datetime) -> list[Conducted]:
        are_open = self._known(self.ledger.open_jobs(Service.BATCH))
        with_deadlines = [*self._with_deadlines(are_open)]
        if not with_deadlines:
            return []
        witnesses = [*are_open, *self._recent(now, but={one.job_id for one in are_open})]
        stretches = seen(witnesses, self.fleets, now=now)
        return [self._conducted(one, stretches, now) for one in with_deadlines]

    def _recent(self, now: datetime, *, but: Collection[str]) -> list[JobRecord]:
        """The newest of two days, which tell of spot capacity too."""
        days = (now.date(), now.date() - timedelta(days=1))
        recent = (job for day in days for job in self.ledger.recent(day, most=_WITNESSES))
        return self._known(job for job in recent if job not in but)

    def _known(self, job_ids: Iterable[str]) -> list[JobRecord]:
        found = self.ledger.records([*job_ids]).values()
        return [record for record in found if record is not None]

    def _with_deadlines(self, records: Iterable[JobRecord]) -> Iterator[JobRecord]:
        for record in records:
            is_one = record.kind is Kind.SINGLE and not record.state.terminal
            if is_one and record.facts.deadline and record.facts.work_minutes:
                yield record

    def _conducted(
        self, record: JobRecord, stretches: Sequence[Stretch], now: datetime
    ) -> Conducted:
        decision = decide(situation(record, self.fleets, stretches, now=now))
        to = self._elsewhere(record, decision)
        if to is None:
            return Conducted(record=record, decision=decision, to=None)
        reason = f"millrace: go on on {to}: {decision.because}"[:_LONGEST_REASON]
        try:
            self.moves.end(record.job_id, reason=reason)
        except MoveError as error:
            return Conducted(record=record, decision=decision, to=to, failure=error)
        return Conducted(record=record, decision=decision, to=to)

    def _elsewhere(self, record: JobRecord, decision: Decision) -> str | None:
        """A job that is where it should be stays; so does one whose fleet has nothing else."""
        to = ON_DEMAND if isinstance(decision.choice, OnDemand) else SPOT
        if to == ON_DEMAND and self._is_on_demand(record):
            return None
        return to if self.fleets.other(record.queue, to) else None

    def _is_on_demand(self, record: JobRecord) -> bool:
        """Also in a queue that has spot first: what runs on on-demand there, stays there."""
        attempt = _running(record)
        return attempt is not None and self.fleets.is_spot(attempt.host) is False


def _running(record: JobRecord) -> Attempt | None:
    if record.state is not State.RUNNING:
        return None
    running = [one for one in record.attempts.values() if one.started_at and not one.finished]
    return running[-1] if running else None


def situation(
    record: JobRecord, fleets: Fleets, stretches: Sequence[Stretch], *, now: datetime
) -> Situation:
    """Of a record with a deadline. A fleet is one zone: AWS Batch chooses among its zones."""
    fleet = fleets.fleet_of(record.queue)
    zone = fleet.name if fleet else record.queue
    of_fleet = [one for one in stretches if one.fleet == zone]
    left = max(work_left(record, now=now) or timedelta(0), LEAST)
    is_there = there_now(of_fleet, now=now)
    return Situation(
        now=now,
        deadline=(record.facts.deadline or now) - SPARE,
        work_left=left,
        restart=RESTART,
        spot_price=_price(record, fleets),
        running=_run(record, fleets, zone),
        available={zone: is_there.get(zone, True)},
        history={zone: looks(of_fleet, now=now)},
        tick=TICK,
    )


def _run(record: JobRecord, fleets: Fleets, zone: str) -> Run | None:
    attempt = _running(record)
    if attempt is None or attempt.started_at is None:
        return None
    on_spot = fleets.is_spot(attempt.host)
    return Run(zone=None if on_spot is False else zone, since=attempt.started_at)


def _price(record: JobRecord, fleets: Fleets) -> float:
    spot = fleets.usd_per_vcpu_hour(record.queue, on_spot=True)
    on_demand = fleets.usd_per_vcpu_hour(record.queue, on_spot=False)
    return spot / on_demand if spot and on_demand else _USUAL_PRICE
