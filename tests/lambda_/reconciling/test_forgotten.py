"""What AWS does not know any more has ended, though nobody heard of it."""

import json
from datetime import timedelta

import pytest

from millrace.domain.job import State
from millrace.domain.reconciling.rounds import Round
from tests.lambda_.reconciling import test_batch_repairs, test_sagemaker_repairs
from tests.lambda_.reconciling.batch_stories import RECLAIMED, START, BatchJob
from tests.lambda_.reconciling.fake_batch import FakeBatchClient
from tests.lambda_.reconciling.fake_ledger import FakeLedger
from tests.lambda_.reconciling.fake_sagemaker import FakeSageMakerClient
from tests.lambda_.reconciling.sagemaker_stories import WORDS, Execution, SageMakerJob


def after(**time: float) -> Round:
    now = START + timedelta(**time)
    return Round.of(now, now=now)


def running() -> tuple[BatchJob, FakeLedger]:
    """In its second attempt, when it was heard of last."""
    job = BatchJob("job")
    job.runs()
    job.is_retried(RECLAIMED)
    job.runs()
    ledger = FakeLedger()
    ledger.hear(job.events())
    return job, ledger


def test_a_job_that_aws_batch_has_forgotten_has_failed() -> None:
    _, ledger = running()
    before = ledger.jobs["job"]

    ledger.hear(test_batch_repairs.round_of(FakeBatchClient(), ledger, after(days=8)))

    record = ledger.jobs["job"]
    assert record.state is State.FAILED
    assert record.state_reason == "AWS Batch does not know it any more"
    assert (record.name, record.queue, record.definition) == (
        (before.name, before.queue, before.definition)
    )
    assert record.submitted_at == before.submitted_at
    assert record.attempts[1] == before.attempts[1]
    assert record.newest.attempt == 2
    assert record.facts == before.facts


def test_its_team_is_told_and_nothing_is_submitted() -> None:
    _, ledger = running()

    ledger.hear(test_batch_repairs.round_of(FakeBatchClient(), ledger, after(days=8)))

    assert [order.do for order in ledger.jobs["job"].due] == ["notify"]


def test_a_job_of_less_than_a_day_is_not_forgotten_yet() -> None:
    """AWS Batch describes what it has just taken on a moment later."""
    _, ledger = running()

    assert test_batch_repairs.round_of(FakeBatchClient(), ledger, after(hours=23)) == []


def test_if_it_comes_up_again_what_aws_says_counts() -> None:
    job, ledger = running()
    ledger.hear(test_batch_repairs.round_of(FakeBatchClient(), ledger, after(days=2)))
    job.ends("SUCCEEDED", exitCode=0)

    ledger.hear(test_batch_repairs.round_of(FakeBatchClient(jobs=[job]), ledger, after(hours=1)))

    assert ledger.jobs["job"].state is State.SUCCEEDED


@pytest.mark.parametrize("type_", [*WORDS])
def test_so_has_a_job_of_sagemaker(type_: str) -> None:
    job = SageMakerJob(type_, "Digits-1")
    ledger = FakeLedger()
    ledger.hear(job.events())

    sent = test_sagemaker_repairs.round_of(FakeSageMakerClient(), ledger, after(days=2))
    ledger.hear(sent)

    record = ledger.jobs[f"{type_}/digits-1"]
    assert (record.state, record.name) == (State.FAILED, "Digits-1")
    assert record.state_reason == "Amazon SageMaker does not know it any more"


def test_so_have_an_execution_and_its_open_steps() -> None:
    execution = Execution("abc123")
    execution.step_becomes("Prepare", "Succeeded")
    execution.step_becomes("Train", "Executing")
    ledger = FakeLedger()
    ledger.hear(execution.events())

    sent = test_sagemaker_repairs.round_of(FakeSageMakerClient(), ledger, after(days=2))
    ledger.hear(sent)

    states = {job_id.rpartition("/")[2]: job.state for job_id, job in ledger.jobs.items()}
    assert states == {"abc123": "FAILED", "Prepare": "SUCCEEDED", "Train": "FAILED"}
    assert len(sent) == 2
    assert json.loads(sent[0])["detail"]["pipelineExecutionArn"] == execution.arn
