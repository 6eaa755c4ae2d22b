"""Thousands of events through recorders and actors that are killed, throttled and not answered.

python -m tests.lambda_.acting.storm [--events 3500] [--runs 3] [--seed 1] [--blind]
"""

import argparse
import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any, cast

from millrace.acting_settings import ActingSettings
from millrace.adapters.effects import AwsEffects
from millrace.delivery import settle
from millrace.domain.acting import Actor
from millrace.domain.concluding import conclude
from millrace.domain.desk import JobDesk
from millrace.domain.job import JobRecord
from millrace.domain.merging import Outcome
from millrace.domain.orders import Order, OrderQueueError, Progress
from millrace.naming import Naming, carried_out
from tests.lambda_.acting.account import Batch, Ledger, SageMaker, Sns
from tests.lambda_.acting.crew import Crew, KilledError
from tests.lambda_.acting.ended_jobs import FLEETS, POLICY, START
from tests.lambda_.acting.faults import Faults, Rates
from tests.lambda_.acting.queues import Message, Queue
from tests.lambda_.acting.stories import many

_SILENT = logging.Logger("silent", level=logging.CRITICAL)  # noqa: LOG001 - nobody reads it
TIMEOUT = timedelta(seconds=60)
SKEW = timedelta(minutes=5)
CYCLE = timedelta(minutes=5)
SETTINGS = ActingSettings(
    environment="test",
    ledger_table="jobs",
    tickets_topic="arn:aws:sns:us-east-1:111122223333:tickets",
    pages_topic="arn:aws:sns:us-east-1:111122223333:pages",
    team_topics={"vision": "arn:aws:sns:us-east-1:111122223333:vision"},
    fleets=FLEETS,
)


@dataclass
class World:
    """One account, two recorders and two actors, whose clocks are five minutes apart."""

    rng: Random
    rates: Rates = field(default_factory=Rates)
    is_blind: bool = False
    consumers: int = 2
    now: datetime = START

    def __post_init__(self) -> None:
        self.crew = Crew(self.rng)
        self.faults = Faults(self.rng, self.rates, pause=self.crew.pause)
        self.events, self.orders = Queue(self.rng), Queue(self.rng)
        self.ledger = Ledger(self.faults)
        self.batch = Batch(self.faults, is_blind=self.is_blind)
        self.sagemaker = SageMaker(self.faults, is_blind=self.is_blind)
        self.sns = Sns(self.faults)
        effects = AwsEffects(
            SETTINGS,
            batch=lambda: cast("Any", self.batch),
            sagemaker=lambda: cast("Any", self.sagemaker),
            sns=lambda: cast("Any", self.sns),
        )
        self.actor = Actor(ledger=self.ledger, effects=effects)
        self.busy: Counter[str] = Counter()

    def deliver(self, stories: Iterable[Sequence[str]]) -> int:
        """Late, twice and out of order; answers with how many events there are."""
        count = 0
        for number, bodies in enumerate(stories):
            self.batch.knows(bodies)
            count += len(bodies)
            for place, body in enumerate(bodies):
                copies = 1 + (self.rng.random() < self.rates.duplicated)
                for _ in range(copies):
                    late = self.rng.uniform(0, 900) if self.rates.duplicated else 0
                    at = START + timedelta(seconds=number * 2 + place + late)
                    self.events.send(body, at=at)
        return count

    def run(self) -> None:
        """Until nothing is in the queues, and nothing is left to be done about any job."""
        tick = self.now + CYCLE
        while self._is_at_work():
            self._begin("record", self.events, self._record)
            self._begin("act", self.orders, self._act)
            if len(self.crew):
                self.crew.step()
                self.now += timedelta(seconds=self.rng.uniform(0, 0.1))
            else:
                self._wait(tick)
            if self.now >= tick:
                self._name_what_is_overdue()
                tick = self.now + CYCLE

    def _is_at_work(self) -> bool:
        due = any(record.due for record in self.ledger.records.values())
        return bool(len(self.crew) or self.events.messages or self.orders.messages or due)

    def _begin(
        self, role: str, queue: Queue, work: Callable[[list[Message], timedelta], None]
    ) -> None:
        while self.busy[role] < self.consumers and (batch := queue.receive(self.now)):
            skew = SKEW if self.busy[role] else timedelta(0)
            self.busy[role] += 1
            self.crew.begin(partial(self._invocation, role, partial(work, batch, skew)))

    def _invocation(self, role: str, work: Callable[[], None]) -> None:
        try:
            work()
        finally:
            self.busy[role] -= 1

    def _record(self, batch: list[Message], skew: timedelta) -> None:
        desk = JobDesk(
            ledger=cast("Any", self.ledger),
            dead_letters=_no_dead_letters,
            orders=lambda: cast("Any", self),
            conclude=lambda record: conclude(record, policy=POLICY, now=self.now + skew),
        )
        records = [
            {"messageId": message.id, "body": message.body, "eventSourceARN": "events"}
            for message in batch
        ]
        decided = settle(records, desk)
        for decision in decided.values():
            if decision.mistake is not None:
                raise decision.mistake
        self.events.delete(
            name for name, each in decided.items() if each.outcome is not Outcome.REDELIVERED
        )

    def send(self, job_ids: Iterable[str]) -> None:
        """What the recorder takes for the queue of orders."""
        names = [*job_ids]

        def put() -> None:
            for name in names:
                for _ in range(1 + (self.rng.random() < self.rates.duplicated)):
                    self.orders.send(_named(name), at=self.now)

        self.faults.around(put, error=lambda: OrderQueueError("throttled"))

    def _act(self, batch: list[Message], skew: timedelta) -> None:
        began = self.now
        for message in batch:
            if self.now - began > TIMEOUT:
                raise KilledError
            naming = Naming(message_id=message.id, body=message.body)
            outcome = carried_out(naming, self.actor, _SILENT, now=self.now + skew)
            if not outcome.is_to_come_again:
                self.orders.delete([message.id])

    def _wait(self, tick: datetime) -> None:
        nexts = [queue.next_at for queue in (self.events, self.orders)]
        known = [at for at in nexts if at is not None and at > self.now]
        self.now = min([*known, tick])

    def _name_what_is_overdue(self) -> None:
        """The reconciler's part."""
        for record in self.ledger.records.values():
            if any(self.now - order.ordered_at > CYCLE for order in record.due):
                self.orders.send(_named(record.job_id), at=self.now)


def _named(job_id: str) -> str:
    return json.dumps({"job_id": job_id})


def _no_dead_letters() -> Any:
    raise AssertionError("every event of the stories can be understood")


@dataclass(frozen=True, kw_only=True)
class Report:
    events: int
    messages: int
    dead: int
    lost: int
    """Jobs that are not as they would be without any fault, and of which no event is dead."""
    doubles: int
    missing: int
    orders: int
    notices_again: int
    notices_unmarked: int
    faults: dict[str, int]
    seconds: float

    @property
    def dead_share(self) -> float:
        return self.dead / self.messages

    def __str__(self) -> str:
        return json.dumps(
            {**self.__dict__, "dead_share": round(self.dead_share, 6)}, sort_keys=False
        )


def comparable(record: JobRecord) -> tuple[Any, ...]:
    """Without what may differ: how often it was written, and when and by which try it was done."""
    orders = {token: _plain(order) for token, order in record.orders.items()}
    return replace(record, version=0, orders={}), orders


def _plain(order: Order) -> tuple[str, str, Progress]:
    return str(order.do), order.because, order.progress


def storm(events: int, *, seed: int, rates: Rates | None = None, is_blind: bool = False) -> Report:
    began = time.monotonic()
    stories = [*many(events)]
    calm = World(Random(seed), consumers=1)  # noqa: S311 - nothing secret
    count = calm.deliver(stories)
    calm.run()
    rng = Random(seed)  # noqa: S311 - nothing secret
    world = World(rng, rates or Rates.drawn(rng), is_blind=is_blind)
    world.deliver(stories)
    world.run()
    return report(world, calm, events=count, seconds=time.monotonic() - began)


def report(world: World, calm: World, *, events: int, seconds: float) -> Report:
    dead = {_job_of(message.body) for message in world.events.dead}
    lost = [
        job_id
        for job_id, record in calm.ledger.records.items()
        if job_id not in dead
        and (
            job_id not in world.ledger.records
            or comparable(world.ledger.records[job_id]) != comparable(record)
        )
    ]
    ours, theirs = effects(world), effects(calm)
    return Report(
        events=events,
        messages=world.events.sent,
        dead=len(world.events.dead),
        lost=len(lost),
        doubles=sum(count - 1 for count in ours.values()),
        missing=sum(1 for each in theirs if each not in ours and each[1] not in dead),
        orders=sum(len(record.orders) for record in world.ledger.records.values()),
        notices_again=sum(count - 1 for count in world.sns.by_token.values()),
        notices_unmarked=world.sns.unmarked,
        faults=dict(world.faults.met),
        seconds=round(seconds, 1),
    )


def effects(world: World) -> Counter[tuple[str, str]]:
    """What cannot be taken back: jobs in another's place, and executions that run again."""
    found: Counter[tuple[str, str]] = Counter()
    for job in world.batch.submitted:
        found["submitted", job["tags"]["millrace:continues"]] += 1
    for arn, tokens in world.sagemaker.retried.items():
        found["retried", arn.partition(":pipeline/")[2]] += len(tokens)
    return found


def _job_of(body: str) -> str:
    return str(json.loads(body)["id"]).rpartition("-")[0]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--events", type=int, default=3500)
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--blind", action="store_true", help="without the token")
    given = asked.parse_args()
    for seed in range(given.seed, given.seed + given.runs):
        print(storm(given.events, seed=seed, is_blind=given.blind), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
