"""Two who carry out the same order at once, with clocks five minutes apart, do it once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any, cast

import pytest

from millrace.acting_settings import ActingSettings
from millrace.adapters.effects import AwsEffects
from millrace.domain import acting
from millrace.domain.acting import Actor, BusyError, EffectError, Result, done
from millrace.domain.deciding import decide
from millrace.domain.job import JobRecord
from millrace.domain.orders import Do, Order, Progress
from tests.lambda_.acting.account import Batch, Ledger, SageMaker, Sns
from tests.lambda_.acting.crew import Crew, KilledError
from tests.lambda_.acting.ended_jobs import EXITED, NOW, POLICY, RECLAIMED, attempt, ended
from tests.lambda_.acting.faults import Faults
from tests.lambda_.acting.stories import bodies, is_reclaimed_for_good
from tests.lambda_.acting.storm import SETTINGS, SKEW

RUNS = 60


def with_orders(record: JobRecord) -> JobRecord:
    orders = decide(record, policy=POLICY, now=NOW)
    return replace(record, orders={order.token: order for order in orders}, version=1)


RECORD = with_orders(ended(RECLAIMED))


class Desk:
    """An account with one job that has an order, and whoever carries it out."""

    def __init__(self, seed: int = 1, settings: ActingSettings = SETTINGS) -> None:
        rng = Random(seed)  # noqa: S311 - nothing secret
        self.crew = Crew(rng)
        self.faults = Faults(rng, pause=self.crew.pause)
        self.ledger = Ledger(self.faults, records={RECORD.job_id: RECORD})
        self.batch = Batch(self.faults)
        self.batch.knows(bodies(is_reclaimed_for_good, RECORD.job_id))
        self.sns = Sns(self.faults)
        effects = AwsEffects(
            settings,
            batch=lambda: cast("Any", self.batch),
            sagemaker=lambda: cast("Any", SageMaker(self.faults)),
            sns=lambda: cast("Any", self.sns),
        )
        self.actor = Actor(ledger=self.ledger, effects=effects)

    def at_once(self, *later: timedelta) -> None:
        for by in later:
            self.crew.begin(partial(self._one, by))
        while len(self.crew):
            self.crew.step()

    def _one(self, by: timedelta) -> None:
        self.settle(by)

    def settle(self, by: timedelta = timedelta(0)) -> acting.Round:
        return self.actor.settle(RECORD.job_id, now=NOW + by)

    @property
    def order(self) -> Order:
        [order] = self.ledger.records[RECORD.job_id].orders.values()
        return order


def submissions(lease: timedelta) -> set[int]:
    """How many jobs were submitted, over many ways in which two can come in each other's way."""
    counts = set()
    for seed in range(RUNS):
        desk = Desk(seed)
        desk.actor = replace(desk.actor, lease=lease)
        desk.at_once(timedelta(0), SKEW)
        counts.add(len(desk.batch.submitted))
    return counts


def test_whichever_way_they_meet_one_job_is_submitted() -> None:
    assert submissions(acting.LEASE) == {1}


@pytest.mark.parametrize("lease", [timedelta(0), timedelta(minutes=4)])
def test_a_lease_shorter_than_the_clocks_differ_would_not_do(lease: timedelta) -> None:
    assert 2 in submissions(lease)


def test_who_is_late_is_told_so_and_comes_again() -> None:
    desk = Desk()
    claimed = replace(desk.order, progress=Progress.CLAIMED, claimed_until=NOW + acting.LEASE)
    desk.ledger.records[RECORD.job_id] = replace(RECORD, orders={claimed.token: claimed})

    assert isinstance(desk.settle().failure, BusyError)
    assert desk.batch.submitted == []


def test_the_order_of_one_who_died_is_found_done_by_its_token() -> None:
    desk = Desk()
    desk.settle()
    dead = replace(desk.order, progress=Progress.CLAIMED, claimed_until=NOW, result=None)
    held = desk.ledger.records[RECORD.job_id]
    desk.ledger.records[RECORD.job_id] = replace(held, orders={dead.token: dead})

    desk.settle(timedelta(minutes=1))

    assert len(desk.batch.submitted) == 1
    assert desk.order.result == "as new-0"


def test_what_is_done_is_done() -> None:
    desk = Desk()
    first, second = desk.settle(), desk.settle()

    assert [(each.order.do, each.order.progress) for each in first.settled] == [
        (Do.ON_DEMAND, Progress.DONE)
    ]
    assert second.settled == []
    assert desk.ledger.writes == 2


class Failing:
    """An effect that fails as often as it is told to."""

    def __init__(self, perform: Callable[[], Result]) -> None:
        self.perform_once = perform
        self.calls = 0

    def perform(self, record: JobRecord, order: Order, *, now: datetime) -> Result:
        self.calls += 1
        return self.perform_once()


def throttled() -> Result:
    raise EffectError("throttled")


def test_an_effect_that_cannot_be_had_stays_claimed_and_comes_again() -> None:
    desk = Desk()
    desk.actor = Actor(ledger=desk.ledger, effects=Failing(throttled))

    assert isinstance(desk.settle().failure, EffectError)
    assert desk.order.progress is Progress.CLAIMED


def test_after_many_tries_it_is_given_up_and_a_person_is_told() -> None:
    desk = Desk()
    effects = Failing(throttled)
    desk.actor = Actor(ledger=desk.ledger, effects=effects)
    for number in range(acting.TRIES + 1):
        desk.settle(acting.LEASE * number * 2)
    orders = {each.do: each for each in desk.ledger.records[RECORD.job_id].orders.values()}

    assert orders[Do.ON_DEMAND].progress is Progress.REFUSED
    assert "given up after 20 tries" in (orders[Do.ON_DEMAND].result or "")
    assert orders[Do.NOTIFY].because == "spot-reclaimed"


def test_one_order_that_fails_keeps_no_other() -> None:
    block = ended("CAPACITY:X - y", state=RECORD.state, blocks_queue=True, event_id="e0")
    both = with_orders(replace(RECORD, timeline={**RECORD.timeline, **block.timeline}, orders={}))
    desk = Desk()
    desk.ledger.records[RECORD.job_id] = both
    desk.batch.list_jobs = lambda **_asked: throttled()  # type: ignore[assignment]

    done_ = desk.settle()

    assert [each.order.do for each in done_.settled] == [Do.NOTIFY]
    assert done_.failure is not None


def test_a_save_that_fails_is_tried_on() -> None:
    desk = Desk()
    desk.actor = Actor(ledger=desk.ledger, effects=Failing(lambda: _as_somebody_writes(desk)))

    assert desk.settle().failure is None
    assert desk.order.progress is Progress.DONE


def test_who_comes_after_the_lease_and_finds_it_settled_leaves_it_so() -> None:
    desk = Desk()
    theirs = replace(desk.order, progress=Progress.DONE, result="as j9")
    settled = replace(RECORD, orders={theirs.token: theirs})
    desk.actor = Actor(ledger=desk.ledger, effects=Failing(lambda: _as_written(desk, settled)))

    assert desk.settle().failure is None
    assert desk.order.result == "as j9"


def _as_written(desk: Desk, record: JobRecord) -> Result:
    held = desk.ledger.records[RECORD.job_id]
    desk.ledger.records[RECORD.job_id] = replace(record, version=held.version + 1)
    return done("as j2")


def test_a_claim_that_meets_another_write_is_made_on_what_was_written() -> None:
    desk = Desk()
    read = desk.ledger.get(RECORD.job_id)
    desk.ledger.records[RECORD.job_id] = replace(RECORD, version=7)
    reads = iter([read])
    get = desk.ledger.get
    desk.ledger.get = lambda job_id: next(reads, None) or get(job_id)  # type: ignore[method-assign]

    assert desk.settle().failure is None
    assert desk.order.progress is Progress.DONE


def _as_somebody_writes(desk: Desk) -> Result:
    held = desk.ledger.records[RECORD.job_id]
    desk.ledger.records[RECORD.job_id] = replace(held, version=held.version + 1)
    return done("as j2")


def test_a_job_that_the_ledger_has_forgotten_has_no_orders() -> None:
    assert Desk().actor.settle("nobody", now=NOW) == acting.Round(settled=[], failure=None)


def test_a_kill_is_nothing_that_anybody_catches() -> None:
    desk = Desk()
    desk.actor = Actor(ledger=desk.ledger, effects=Failing(_killed))

    with pytest.raises(KilledError):
        desk.settle()


def _killed() -> Result:
    raise KilledError


def test_a_refusal_leads_to_a_notice_in_the_same_round() -> None:
    desk = Desk(settings=replace(SETTINGS, fleets=replace(SETTINGS.fleets, fleets=())))

    settled = desk.settle().settled

    assert [(each.order.do, each.order.progress) for each in settled] == [
        (Do.ON_DEMAND, Progress.REFUSED),
        (Do.NOTIFY, Progress.DONE),
    ]
    [told] = desk.sns.published
    assert "could not (its fleet has no queue for on-demand alone)" in told["Message"]


def test_a_program_that_fails_is_told_to_its_team() -> None:
    desk = Desk()
    failed = with_orders(ended(EXITED, attempts={1: attempt(EXITED, 1)}))
    desk.ledger.records[RECORD.job_id] = failed

    desk.settle()

    [told] = desk.sns.published
    assert told["TopicArn"] == SETTINGS.team_topics["vision"]
    assert told["Subject"] == "test: digits: code"
