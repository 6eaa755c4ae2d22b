"""An execution in the job ledger: it, its steps and its jobs, and which is a part of which."""

import pytest

from millrace.domain.job import JobRecord, Kind, Service, State
from tests.account.desk import Desk
from tests.account.pipelines.person import Run

pytestmark = [pytest.mark.account, pytest.mark.timeout(240)]

_PIPELINE = "millrace-local-digits"


def id_of(arn: str) -> str:
    return arn.rpartition(":")[2]


@pytest.fixture(scope="module")
def execution(desk: Desk, first: Run) -> JobRecord:
    return desk.settled(id_of(first.arn))


def test_an_execution_is_recorded_with_its_pipeline(execution: JobRecord) -> None:
    assert (execution.service, execution.kind) == (Service.SAGEMAKER, Kind.EXECUTION)
    assert execution.state is State.SUCCEEDED
    assert execution.facts.pipeline == _PIPELINE
    assert execution.orders == {}


def test_every_step_that_ran_is_recorded_as_a_part_of_it(
    desk: Desk, first: Run, execution: JobRecord
) -> None:
    ran = [step.name for step in first.seen.steps if str(step.state) == "Succeeded"]

    steps = [desk.settled(f"{execution.job_id}/step/{name}") for name in ran]

    assert len(steps) > 5
    assert {step.state for step in steps} == {State.SUCCEEDED}
    assert {step.facts.belongs_to for step in steps} == {execution.job_id}
    assert {step.facts.pipeline for step in steps} == {_PIPELINE}


def test_its_training_job_is_recorded_with_what_spot_costs(
    desk: Desk, first: Run, execution: JobRecord
) -> None:
    seen = first.seen.step("Train")
    assert seen is not None
    assert seen.job is not None

    job = desk.settled(id_of(seen.job.arn))

    assert (job.kind, job.state) == (Kind.TRAINING, State.SUCCEEDED)
    assert (job.facts.belongs_to, job.facts.pipeline) == (execution.job_id, _PIPELINE)
    assert job.facts.on_spot is True
    assert job.usd is not None
    assert job.usd > 0
