"""With every notice dropped each job is recovered within one round, and once.

Recorder and actor are the real ones; two of each, whose clocks are five minutes apart.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from millrace.adapters.batch_jobs import AwsBatchJobs
from millrace.domain.job import JobRecord, Service
from millrace.domain.reconciling.batch_jobs import BatchComparison
from millrace.domain.reconciling.rounds import Round
from millrace.hearing import heard
from tests.lambda_.acting.ended_jobs import START
from tests.lambda_.acting.faults import Rates
from tests.lambda_.acting.stories import bodies, is_reclaimed_for_good, survives_a_reclaim
from tests.lambda_.acting.storm import World
from tests.lambda_.reconciling.quiet import PLACE

JOBS = 20
LATER = START + timedelta(hours=1)
FAULTY = Rates(
    duplicated=0.1, throttled=0.05, unanswered=0.05, killed_before=0.03, killed_after=0.03
)


@dataclass
class Client:
    """AWS Batch, which knows how each job stands whoever was told of it."""

    jobs: Mapping[str, dict[str, Any]]

    def list_jobs(self, **asked: Any) -> Mapping[str, Any]:
        return {"jobSummaryList": [*self.jobs.values()] if "filters" in asked else []}

    def describe_jobs(self, *, jobs: Sequence[str]) -> Mapping[str, Any]:
        return {"jobs": [self.jobs[job_id] for job_id in jobs]}


@dataclass
class Records:
    jobs: Mapping[str, JobRecord]

    def open_jobs(self, service: Service) -> Mapping[str, datetime]:
        return {job_id: START for job_id, job in self.jobs.items() if not job.state.terminal}

    def with_orders(self) -> Sequence[str]:
        return []

    def records(self, job_ids: Sequence[str]) -> Mapping[str, JobRecord | None]:
        return {job_id: self.jobs.get(job_id) for job_id in job_ids}


def reconcile(world: World) -> int:
    """One round, and what the recorder and the actor make of it."""
    comparison = BatchComparison(
        batch=AwsBatchJobs(Client(world.batch.jobs)),  # type: ignore[arg-type]
        ledger=Records(world.ledger.records),
        queues=["queue"],
        place=PLACE,
        read=heard,
    )
    found = [*comparison.differences(Round.of(LATER, now=LATER))]
    for one in found:
        world.events.send(one.body, at=world.now)
    world.run()
    return len(found)


def orders(world: World) -> dict[str, list[tuple[str, str]]]:
    return {
        job_id: sorted((order.token, str(order.progress)) for order in record.orders.values())
        for job_id, record in world.ledger.records.items()
    }


def states(world: World) -> dict[str, str]:
    return {job_id: str(record.newest) for job_id, record in world.ledger.records.items()}


def ended(body: str) -> bool:
    return bool(json.loads(body)["detail"]["status"] == "FAILED")


def reclaimed(body: str) -> bool:
    """The event by which it is known that its instance was taken."""
    return bool(json.loads(body)["detail"]["attempts"])


def everything(_body: str) -> bool:
    return True


@pytest.mark.parametrize("is_dropped", [ended, reclaimed, everything])
@pytest.mark.parametrize("rates", [Rates(), FAULTY])
def test_each_reclaimed_job_goes_on_once_after_one_round(
    is_dropped: Callable[[str], bool], rates: Rates
) -> None:
    stories = [bodies(is_reclaimed_for_good, f"job-{number}") for number in range(JOBS)]
    stories += [bodies(survives_a_reclaim, f"fine-{number}") for number in range(JOBS)]
    whole, partial = (World(Random(seed), rates) for seed in (1, 2))  # noqa: S311 - repeatable
    whole.deliver(stories)
    whole.run()
    partial.deliver([[body for body in story if not is_dropped(body)] for story in stories])
    for story in stories:
        partial.batch.knows(story)
    partial.run()
    assert states(partial) != states(whole)

    reconcile(partial)

    assert states(partial) == states(whole)
    assert orders(partial) == orders(whole)
    assert len(partial.batch.submitted) == len(whole.batch.submitted) == JOBS
    assert reconcile(partial) == 0
