"""Which jobs are asked for, and by which index of the ledger they are found."""

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from heapq import merge

from millrace.domain.job import JobRecord, Kind, Service, State
from ops.jobs.days import Days
from ops.ledger_keys import is_part, is_step, is_thing
from ops.ledger_reading import BY_DAY, BY_TEAM, OPEN, Key, LedgerTable

DAYS = 14
_DAYS_OF_THINGS = 90
"""A thing is found by the day on which it was first heard of."""
_HAVE_OPEN = (Service.BATCH, Service.SAGEMAKER, Service.EKS)
_FAILED = (State.FAILED, State.BROKEN)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    days: Days | None
    """None where no day bounds them: all that is open."""
    states: Sequence[State] = ()
    team: str | None = None
    kind: Kind | None = None
    service: Service | None = None
    by: str | None = None
    things: bool = False
    parts: bool = False

    def keys(self, table: LedgerTable) -> Iterator[Key]:
        """The newest first; without days by the index of what is open."""
        if self.days is None:
            services = [self.service] if self.service else _HAVE_OPEN
            found: Iterable[Key] = merge(*(table.keys(OPEN, one) for one in services), reverse=True)
        elif self.team:
            found = table.keys(BY_TEAM, self.team, self.days.since, self.days.until)
        else:
            found = (key for day in self.days.newest_first for key in table.keys(BY_DAY, day))
        return (key for key in found if self._may_be(key.job_id))

    def takes(self, record: JobRecord) -> bool:
        facts = record.facts
        return (
            record.kind.endless == self.things
            and (self.parts or self.things or self.kind is not None or not facts.belongs_to)
            and (not self.states or record.state in self.states)
            and self.team in (None, facts.team)
            and self.kind in (None, record.kind)
            and self.service in (None, record.service)
            and self.by in (None, facts.submitted_by, _last(facts.submitted_by))
        )

    @property
    def open_only(self) -> bool:
        return bool(self.states) and not any(one.terminal or one.endless for one in self.states)

    def _may_be(self, job_id: str) -> bool:
        """What its id tells needs no reading."""
        if is_thing(job_id) != self.things:
            return False
        return self.parts or not (is_part(job_id) or is_step(job_id))


def wanted(asked: Namespace, *, by: str | None, now: datetime) -> Wanted:
    state = State(asked.state) if asked.state else None
    kind = Kind(asked.kind) if asked.kind else None
    things = asked.things or any(one.endless for one in (state, kind) if one)
    found = Wanted(
        days=_days(asked, now.date(), things=things),
        states=(state,) if state else _FAILED if asked.failed else (),
        team=asked.team,
        kind=kind,
        service=Service(asked.service) if asked.service else None,
        by=by,
        things=things,
        parts=_with_parts(asked, kind),
    )
    is_bound = asked.day is not None or asked.days is not None
    return replace(found, days=None) if found.open_only and not is_bound else found


def _with_parts(asked: Namespace, kind: Kind | None) -> bool:
    in_parts = (Kind.CHILD, Kind.NODE, Kind.STEP)
    return bool(asked.parts or asked.json or asked.state or kind in in_parts)


def _days(asked: Namespace, today: date, *, things: bool) -> Days:
    if asked.day is not None:
        day = asked.day if isinstance(asked.day, date) else today - asked.day
        return Days(day, day)
    return Days.back(asked.days or (_DAYS_OF_THINGS if things else DAYS), today=today)


def _last(name: str | None) -> str | None:
    """Of an ARN the name of who it is."""
    return name.rpartition("/")[2] if name else None
