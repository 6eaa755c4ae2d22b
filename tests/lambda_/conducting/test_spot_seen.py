"""What was seen of spot capacity, as its jobs tell it."""

from datetime import timedelta

from millrace.domain.job import Attempt
from millrace.domain.spot_seen import PATIENCE, looks, seen, there_now
from millrace.domain.states import State
from tests.lambda_.conducting.jobs import FLEETS, HOUR, NOON, ON_DEMAND, ON_SPOT, TWIN, job

MINUTES = timedelta(minutes=1)
RECLAIMED = Attempt(
    started_at=NOON - 3 * HOUR,
    stopped_at=NOON - HOUR,
    host=ON_SPOT,
    reason="Host EC2 (instance i-1) terminated.",
)


def test_who_runs_on_spot_has_it() -> None:
    found = seen([job()], FLEETS, now=NOON)

    assert there_now(found, now=NOON) == {"gpu": True}
    assert looks(found, now=NOON)[0] == (NOON - HOUR, True)
    assert looks(found, now=NOON)[-1] == (NOON, True)


def test_who_runs_on_on_demand_says_nothing_of_spot() -> None:
    assert seen([job(host=ON_DEMAND), job(queue=TWIN, host=ON_DEMAND)], FLEETS, now=NOON) == []


def test_who_has_lost_it_says_that_it_went() -> None:
    lost = job(state=State.STARTING, ended=[RECLAIMED], since=NOON - HOUR)
    found = seen([lost], FLEETS, now=NOON)

    assert there_now(found, now=NOON) == {"gpu": False}
    assert (NOON - HOUR - 5 * MINUTES, True) in looks(found, now=NOON)
    assert (NOON - HOUR + 5 * MINUTES, False) in looks(found, now=NOON)


def test_who_waits_longer_than_an_instance_takes_to_come_says_that_there_is_none() -> None:
    waits = job(state=State.RUNNABLE, since=NOON - HOUR)
    found = seen([waits], FLEETS, now=NOON)

    assert there_now(found, now=NOON) == {"gpu": False}
    assert looks(found, now=NOON)[0] == (NOON - HOUR + PATIENCE, False)
    assert seen([job(state=State.RUNNABLE, since=NOON - PATIENCE / 2)], FLEETS, now=NOON) == []


def test_who_waits_for_on_demand_says_nothing_of_spot() -> None:
    assert seen([job(state=State.RUNNABLE, queue=TWIN)], FLEETS, now=NOON) == []


def test_who_has_it_is_right_against_who_waits_for_it() -> None:
    found = seen([job("a"), job("b", state=State.RUNNABLE)], FLEETS, now=NOON)

    assert there_now(found, now=NOON) == {"gpu": True}
    assert all(is_there for _, is_there in looks(found, now=NOON))


def test_what_is_long_ago_is_forgotten() -> None:
    old = Attempt(started_at=NOON - 90 * HOUR, stopped_at=NOON - 60 * HOUR, host=ON_SPOT)

    assert looks(seen([job(host=ON_DEMAND, ended=[old])], FLEETS, now=NOON), now=NOON) == []
