"""How the fleets stand: who waits and since when, what is near its cap, what takes no jobs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from millrace.domain.job import JobRecord, State
from millrace.domain.watching import (
    Fleet,
    FleetWatch,
    Standing,
    WaitingJob,
    cap_used_percent,
    longest_wait,
)
from tests.lambda_.deliveries import FakeLedger
from tests.lambda_.test_job_merging import START, STORY, record_of

NOW = START + timedelta(hours=10)
QUEUE = "arn:aws:batch:us-east-1:111122223333:job-queue/gpu"
SPOT, ON_DEMAND = (
    f"arn:aws:batch:us-east-1:111122223333:compute-environment/{name}" for name in ("spot", "od")
)
FLEET = Fleet(name="gpu", queues=[QUEUE], environments=[SPOT, ON_DEMAND])
GOOD = Standing(state="ENABLED", status="VALID", reason="ComputeEnvironment Healthy")


def waiting(job_id: str, since: timedelta) -> WaitingJob:
    return WaitingJob(job_id=job_id, submitted_at=NOW - since)


def standing_since(at: datetime, state: State = State.RUNNABLE) -> JobRecord:
    """A job that ran for hours before, and came to where it is at that time."""
    return record_of([*STORY[:3], replace(STORY[3], at=at, state=state)])


@dataclass
class FakeBatch:
    standing: dict[str, Standing] = field(
        default_factory=lambda: {
            QUEUE: GOOD,
            SPOT: replace(GOOD, desired_vcpus=48, max_vcpus=64),
            ON_DEMAND: replace(GOOD, desired_vcpus=0, max_vcpus=16),
        }
    )
    jobs: list[WaitingJob] = field(default_factory=list)
    busy: int = 0

    def queues(self, arns: Sequence[str]) -> Mapping[str, Standing]:
        return {arn: self.standing[arn] for arn in arns if arn in self.standing}

    def environments(self, arns: Sequence[str]) -> Mapping[str, Standing]:
        return self.queues(arns)

    def waiting(self, queue: str) -> Iterable[WaitingJob]:
        return iter(self.jobs)

    def running(self, queue: str) -> int:
        return self.busy


@pytest.fixture
def batch() -> FakeBatch:
    return FakeBatch()


def metrics(batch: FakeBatch, ledger: FakeLedger | None = None) -> dict[tuple[str, str], float]:
    report = FleetWatch(batch=batch, ledger=ledger or FakeLedger()).report(FLEET, now=NOW)
    return {(datum.metric, datum.of): datum.value for datum in report.data}


def unusable(batch: FakeBatch) -> list[str]:
    return [*FleetWatch(batch=batch, ledger=FakeLedger()).report(FLEET, now=NOW).unusable]


def test_a_fleet_at_rest_costs_one_metric_that_says_it_is_well(batch: FakeBatch) -> None:
    batch.standing[SPOT] = replace(GOOD, desired_vcpus=0, max_vcpus=64)

    assert metrics(batch) == {("FleetUnusable", "gpu"): 0}


def test_the_cap_is_that_of_all_parts_together(batch: FakeBatch) -> None:
    assert metrics(batch)["VcpuCapUsedPercent", "gpu"] == 60


def test_a_fleet_that_does_not_tell_what_it_uses_has_no_such_metric() -> None:
    assert cap_used_percent([replace(GOOD, max_vcpus=8)]) is None
    assert cap_used_percent([replace(GOOD, max_vcpus=0, desired_vcpus=0)]) is None


def test_jobs_that_run_are_counted(batch: FakeBatch) -> None:
    batch.busy = 7

    assert metrics(batch)["JobsRunning", "gpu"] == 7


@pytest.mark.parametrize(
    ("arn", "standing", "sentence"),
    [
        (QUEUE, replace(GOOD, state="DISABLED"), "job-queue/gpu is DISABLED"),
        (SPOT, replace(GOOD, state="DISABLED"), "compute-environment/spot is DISABLED"),
        (
            ON_DEMAND,
            Standing(state="ENABLED", status="INVALID", reason="CLIENT_ERROR - no such profile"),
            "compute-environment/od is INVALID: CLIENT_ERROR - no such profile",
        ),
    ],
)
def test_what_takes_no_jobs_is_named_with_its_reason(
    batch: FakeBatch, arn: str, standing: Standing, sentence: str
) -> None:
    batch.standing[arn] = standing

    assert unusable(batch) == [sentence]
    assert metrics(batch)["FleetUnusable", "gpu"] == 1


@pytest.mark.parametrize("status", ["CREATING", "UPDATING", "VALID"])
def test_what_is_being_changed_is_no_trouble(batch: FakeBatch, status: str) -> None:
    batch.standing[SPOT] = replace(GOOD, status=status)

    assert unusable(batch) == []


def test_what_is_gone_is_unusable_and_nobody_is_asked_for_its_jobs(batch: FakeBatch) -> None:
    del batch.standing[QUEUE]
    batch.busy = 7

    assert unusable(batch) == ["job-queue/gpu does not exist"]
    assert ("JobsRunning", "gpu") not in metrics(batch)
    assert ("OldestRunnableMinutes", "gpu") not in metrics(batch)


def test_the_wait_is_that_of_the_job_that_became_runnable_first(batch: FakeBatch) -> None:
    batch.jobs = [waiting("young", timedelta(minutes=5)), waiting("old", timedelta(minutes=30))]

    assert metrics(batch)["OldestRunnableMinutes", "gpu"] == 30


def test_a_job_that_came_back_from_running_waits_since_it_came_back() -> None:
    back = standing_since(NOW - timedelta(minutes=4))
    ledger = FakeLedger(records={"back": back})

    waited = longest_wait([waiting("back", timedelta(hours=9))], ledger, now=NOW)

    assert waited == timedelta(minutes=4)


def test_a_ledger_that_is_behind_is_believed_as_far_as_it_goes() -> None:
    still_running = standing_since(NOW - timedelta(minutes=9), state=State.RUNNING)
    ledger = FakeLedger(records={"back": still_running})

    waited = longest_wait([waiting("back", timedelta(hours=9))], ledger, now=NOW)

    assert waited == timedelta(minutes=9)


def test_nobody_is_looked_up_who_cannot_have_waited_longest() -> None:
    ledger = FakeLedger()
    crowd = [waiting(f"job-{number:03}", timedelta(minutes=number)) for number in range(100)]

    assert longest_wait(crowd, ledger, now=NOW) == timedelta(minutes=99)
    assert ledger.calls == ["get"]


def test_a_crowd_of_jobs_that_came_back_is_looked_up_so_far_and_no_further() -> None:
    back = standing_since(NOW)
    crowd = [waiting(f"job-{number}", timedelta(hours=9)) for number in range(700)]
    ledger = FakeLedger(records={job.job_id: back for job in crowd})

    assert longest_wait(crowd, ledger, now=NOW) == timedelta(0)
    assert len(ledger.calls) == 500
