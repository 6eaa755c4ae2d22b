"""What a job has cost so far, by list prices: by what ran, where, and for how long."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from millrace.domain.fleets import Fleet, Fleets
from millrace.domain.job import Attempt, Facts, JobRecord, Kind, Service, State
from millrace.domain.merging import merge
from millrace.domain.pricing import usd_of
from tests.lambda_.deliveries import event

START = datetime(2026, 11, 16, 20, tzinfo=UTC)
QUEUE = "arn:aws:batch:us-east-1:111122223333:job-queue/gpu"
HOSTS = "arn:aws:ecs:us-east-1:111122223333:container-instance/AWSBatch"
SPOT, ON_DEMAND = f"{HOSTS}-gpu-spot-1f3/0a", f"{HOSTS}-gpu-on-demand-9c2/0b"
ENVIRONMENTS = "arn:aws:batch:us-east-1:111122223333:compute-environment"
FLEETS = Fleets(
    fleets=[
        Fleet(
            name="gpu",
            queues={QUEUE: {}},
            environments={
                f"{ENVIRONMENTS}/gpu-spot": "spot",
                f"{ENVIRONMENTS}/gpu-on-demand": "on-demand",
            },
            usd_per_vcpu_hour={"spot": 0.03, "on-demand": 0.1},
        )
    ],
    usd_per_hour={"ml.g5.xlarge": 1.4},
)


def ran(hours: float, *, host: str | None = None, after: float = 0) -> Attempt:
    started = START + timedelta(hours=after)
    return Attempt(started_at=started, stopped_at=started + timedelta(hours=hours), host=host)


def batch_job(*attempts: Attempt, kind: Kind = Kind.SINGLE, size: int | None = None) -> JobRecord:
    told = replace(event("batch-1-runnable"), queue=QUEUE, kind=kind, size=size)
    record = merge(None, replace(told, facts=Facts(vcpus=4))).record
    return replace(record, attempts=dict(enumerate(attempts, start=1)))


def training(*attempts: Attempt, kind: Kind = Kind.TRAINING, **facts: object) -> JobRecord:
    told = Facts(instance_type="ml.g5.xlarge", instances=2)
    return replace(
        batch_job(*attempts),
        service=Service.SAGEMAKER,
        kind=kind,
        facts=replace(told, **facts),  # type: ignore[arg-type]
    )


def test_each_attempt_pays_for_its_vcpus_where_it_ran() -> None:
    record = batch_job(ran(1, host=SPOT), ran(0.5, host=ON_DEMAND, after=1))

    assert usd_of(record, FLEETS) == pytest.approx(4 * 1 * 0.03 + 4 * 0.5 * 0.1)


def test_an_attempt_that_runs_has_cost_what_it_ran_until_its_last_event() -> None:
    running = replace(
        batch_job(Attempt(started_at=START, host=SPOT)),
        state=State.RUNNING,
        updated_at=START + timedelta(minutes=30),
    )

    assert usd_of(running, FLEETS) == pytest.approx(4 * 0.5 * 0.03)


def test_a_job_on_several_nodes_pays_for_each() -> None:
    record = batch_job(ran(1, host=SPOT), kind=Kind.MULTI_NODE, size=3)

    assert usd_of(record, FLEETS) == pytest.approx(3 * 4 * 0.03)


@pytest.mark.parametrize(
    "unknown",
    [
        batch_job(),
        batch_job(ran(1)),
        batch_job(ran(1, host=f"{HOSTS}-somebody-elses-1f3/0a")),
        batch_job(ran(1, host=SPOT), ran(1, after=1)),
        replace(batch_job(ran(1, host=SPOT)), facts=Facts()),
        replace(batch_job(ran(1, host=SPOT)), queue="arn:aws:batch:::job-queue/other"),
        training(),
        training(ran(1), instance_type="ml.p5.48xlarge"),
        training(ran(1), kind=Kind.ENDPOINT),
        training(ran(1), kind=Kind.EXECUTION),
    ],
)
def test_what_is_not_known_in_every_part_is_not_guessed(unknown: JobRecord) -> None:
    assert usd_of(unknown, FLEETS) is None


@pytest.mark.parametrize("kind", [Kind.TRAINING, Kind.PROCESSING, Kind.TRANSFORM])
def test_a_job_of_sagemaker_pays_for_its_instances(kind: Kind) -> None:
    assert usd_of(training(ran(0.5), kind=kind), FLEETS) == pytest.approx(2 * 0.5 * 1.4)


def test_on_managed_spot_it_pays_what_spot_usually_costs_of_on_demand() -> None:
    assert usd_of(training(ran(1), on_spot=True), FLEETS) == pytest.approx(2 * 1.4 * 0.3)


def test_on_managed_spot_the_seconds_that_sagemaker_charges_are_known_in_the_end() -> None:
    record = training(ran(1), on_spot=True, billable_seconds=600)

    assert usd_of(record, FLEETS) == pytest.approx(2 * 1.4 * 600 / 3600, abs=1e-6)


def test_without_a_price_of_spot_managed_spot_has_none() -> None:
    fleets = replace(FLEETS, fleets=())

    assert usd_of(training(ran(1), on_spot=True), fleets) is None
    assert usd_of(training(ran(1)), fleets) == pytest.approx(2.8)


def test_a_clock_that_went_backwards_costs_nothing() -> None:
    assert usd_of(batch_job(ran(-1, host=SPOT)), FLEETS) == 0
