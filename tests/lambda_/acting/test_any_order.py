"""Whatever becomes of a job's events on their way, the ledger and what is done are the same."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.lambda_.acting.crew import KilledError
from tests.lambda_.acting.faults import Faults
from tests.lambda_.acting.queues import VISIBILITY, Message
from tests.lambda_.acting.stories import STORIES, Story, bodies
from tests.lambda_.acting.storm import World, comparable, effects

CALLS = 14
"""More than one round makes."""


@dataclass
class Fate(Faults):
    """Kills at the call that it is told, before or after it."""

    calls: Iterator[str] = field(default_factory=lambda: iter(()))

    def _strikes(self, name: str) -> bool:
        return name.startswith("killed") and next(self.calls, "") == "now"


def _calls(kill_at: int | None) -> Iterator[str]:
    return iter([] if kill_at is None else [*["not yet"] * kill_at, "now"])


class DeskMachine(RuleBasedStateMachine):
    """One recorder and one actor; every word of a delivery and every call may be the last."""

    @initialize(chosen=st.lists(st.sampled_from(STORIES), min_size=1, max_size=3, unique=True))
    def jobs_begin(self, chosen: Sequence[Story]) -> None:
        told = [bodies(story, story.__name__) for story in chosen]
        self.calm, self.world = World(Random(1)), World(Random(1))  # noqa: S311
        self.fate = Fate(Random(1))  # noqa: S311
        for part in (self.world.ledger, self.world.batch, self.world.sagemaker, self.world.sns):
            part.faults = self.fate
        self.world.faults = self.fate
        self.calm.deliver(told)
        self.calm.run()
        self.world.batch.knows(body for each in told for body in each)
        self.bodies = [body for each in told for body in each]

    @rule(data=st.data(), kill_at=st.none() | st.integers(0, CALLS))
    def some_events_arrive(self, data: st.DataObject, kill_at: int | None) -> None:
        """In any order, again and again, and some of them much later."""
        some = st.lists(st.sampled_from(self.bodies), min_size=1, max_size=10)
        self._record(data.draw(some), kill_at)

    @rule(kill_at=st.none() | st.integers(0, CALLS))
    def orders_are_carried_out(self, kill_at: int | None) -> None:
        self._act(kill_at)

    @rule(minutes=st.integers(1, 10))
    def time_passes(self, minutes: int) -> None:
        self.world.now += timedelta(minutes=minutes)

    def teardown(self) -> None:
        """What came back to a queue comes again, until nothing is left to be done."""
        if not hasattr(self, "bodies"):
            return
        self._record([*reversed(self.bodies)], None)
        for _ in range(4):
            self.world.now += VISIBILITY * 2
            self.world._name_what_is_overdue()
            self._act(None)
        self._compare()

    def _record(self, some: Sequence[str], kill_at: int | None) -> None:
        self.fate.calls = _calls(kill_at)
        batch = [Message(str(number), body, self.world.now) for number, body in enumerate(some)]
        with suppress(KilledError):
            self.world._record(batch, timedelta(0))

    def _act(self, kill_at: int | None) -> None:
        self.fate.calls = _calls(kill_at)
        with suppress(KilledError):
            while batch := self.world.orders.receive(self.world.now):
                self.world._act(batch, timedelta(0))

    def _compare(self) -> None:
        ours, theirs = self.world, self.calm
        assert {job_id: comparable(record) for job_id, record in ours.ledger.records.items()} == {
            job_id: comparable(record) for job_id, record in theirs.ledger.records.items()
        }
        assert effects(ours) == effects(theirs)
        assert set(ours.sns.by_token) == set(theirs.sns.by_token)
        assert ours.sns.unmarked == 0


TestAnyOrder = DeskMachine.TestCase
TestAnyOrder.settings = settings(
    max_examples=40,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
