"""What was seen of spot capacity: each job that has it, waits for it or loses it tells of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from millrace.domain.fleets import SPOT, Fleets
from millrace.domain.job import Attempt, JobRecord, State

PATIENCE = timedelta(minutes=10)
"""An instance takes minutes to come: who waits for longer waits because there is none."""
REMEMBERED = timedelta(days=2)
_EVERY_S = 300
_WAITING = (State.RUNNABLE,)
_RECLAIMED = "Host EC2"
_GONE_FOR = timedelta(minutes=5)
"""At least: who is given an instance sooner tells otherwise."""


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Of time, in which a fleet was given spot capacity, or was not."""

    fleet: str
    begin: datetime
    end: datetime
    is_there: bool


def seen(records: Iterable[JobRecord], fleets: Fleets, *, now: datetime) -> list[Stretch]:
    """In the order of time; stretches of several jobs overlap, and agree or not."""
    found = (one for record in records for one in _of(record, fleets, now))
    return sorted(found, key=lambda one: (one.end, one.begin, one.is_there))


def looks(stretches: Iterable[Stretch], *, now: datetime) -> list[tuple[datetime, bool]]:
    """What one would have seen who had looked every few minutes, in the order of time.

    Of two that disagree who had it is right: capacity was there.
    """
    found: dict[datetime, bool] = {}
    for one in stretches:
        for at in _sampled(one, now):
            found[at] = one.is_there or found.get(at, False)
    return sorted(found.items())


def _sampled(one: Stretch, now: datetime) -> Iterator[datetime]:
    first = max(one.begin, now - REMEMBERED)
    at = datetime.fromtimestamp(-(-first.timestamp() // _EVERY_S) * _EVERY_S, tz=now.tzinfo)
    while at <= min(one.end, now):
        yield at
        at += timedelta(seconds=_EVERY_S)


def there_now(stretches: Iterable[Stretch], *, now: datetime) -> Mapping[str, bool]:
    """By fleet, as it was last seen: what has it now outweighs who lost it or waits."""
    newest: dict[str, Stretch] = {}
    for one in stretches:
        known = newest.get(one.fleet)
        if known is None or (min(one.end, now), one.is_there) >= (known.end, known.is_there):
            newest[one.fleet] = one
    return {fleet: one.is_there for fleet, one in newest.items()}


def _of(record: JobRecord, fleets: Fleets, now: datetime) -> Iterator[Stretch]:
    fleet = fleets.fleet_of(record.queue)
    if fleet is None:
        return
    for attempt in record.attempts.values():
        if fleets.is_spot(attempt.host):
            yield from _of_attempt(attempt, fleet.name, now)
    since = record.stands_since + PATIENCE
    if record.state in _WAITING and since < now and _wants_spot(record, fleets):
        yield Stretch(fleet=fleet.name, begin=since, end=now, is_there=False)


def _of_attempt(attempt: Attempt, fleet: str, now: datetime) -> Iterator[Stretch]:
    if attempt.started_at is None:
        return
    end = attempt.stopped_at or now
    yield Stretch(fleet=fleet, begin=attempt.started_at, end=end, is_there=True)
    if (attempt.reason or "").startswith(_RECLAIMED):
        yield Stretch(fleet=fleet, begin=end, end=end + _GONE_FOR, is_there=False)


def _wants_spot(record: JobRecord, fleets: Fleets) -> bool:
    """A queue from which one can go to spot has none itself."""
    return fleets.other(record.queue, SPOT) is None
