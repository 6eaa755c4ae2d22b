"""What SageMaker says is compared by its finer words, and told as its own events tell it."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.lambda_.reconciling.fake_ledger import FakeLedger
from tests.lambda_.reconciling.fake_sagemaker import FakeSageMakerClient
from tests.lambda_.reconciling.sagemaker_stories import WORDS, Execution, SageMakerJob
from tests.lambda_.reconciling.test_sagemaker_repairs import round_of


def training(*inner: str) -> SageMakerJob:
    job = SageMakerJob("training-job", "Digits-1")
    for word in inner:
        job.becomes("InProgress", inner=word)
    return job


def knowing(job: SageMakerJob | Execution, *, but: int) -> FakeLedger:
    """It has not heard of the last of the job's events."""
    ledger = FakeLedger()
    ledger.hear(job.events()[: len(job.events()) - but])
    return ledger


def asking_about(job: SageMakerJob | Execution, ledger: FakeLedger) -> list[dict[str, Any]]:
    client = FakeSageMakerClient()
    if isinstance(job, SageMakerJob):
        client.jobs.append(job)
    else:
        client.executions.append(job)
    sent = round_of(client, ledger)
    ledger.hear(sent)
    return [json.loads(body) for body in sent]


def test_another_word_for_the_same_state_is_a_difference() -> None:
    job = training("Downloading")
    ledger = knowing(job, but=1)

    assert len(asking_about(job, ledger)) == 1
    assert ledger.jobs["training-job/digits-1"].facts.status == "Downloading"


def test_the_same_word_of_another_attempt_is_one_too() -> None:
    """A managed spot job that was interrupted is Starting again."""
    job = training("Training", "Interrupted", "Starting")
    ledger = knowing(job, but=3)

    assert len(asking_about(job, ledger)) == 1
    assert ledger.jobs["training-job/digits-1"].newest.attempt == 2


def test_an_older_word_is_none() -> None:
    """Its description lags behind its events."""
    job = training("Downloading")
    ledger = knowing(job, but=0)
    job.story.pop()
    job.now["LastModifiedTime"] += timedelta(seconds=10)

    assert asking_about(job, ledger) == []


@pytest.mark.parametrize("type_", [*WORDS])
def test_a_job_is_told_of_as_its_own_event_would(type_: str) -> None:
    job = SageMakerJob(type_, "Digits-1")
    job.becomes("Failed", reason="AlgorithmError")
    [event] = asking_about(job, FakeLedger())
    theirs = json.loads(job.events()[-1])

    for name in ("detail-type", "source", "account", "region", "resources", "detail"):
        assert event[name] == theirs[name]


def test_an_execution_and_its_steps_are_told_of_as_their_own_events_would() -> None:
    execution = Execution("abc123")
    execution.step_becomes("Prepare", "Succeeded")
    execution.step_becomes("Train", "Executing")
    told = {
        event["detail"].get("stepName"): event for event in asking_about(execution, FakeLedger())
    }
    theirs = {
        event["detail"].get("stepName"): event for event in map(json.loads, execution.events())
    }

    assert told.keys() == theirs.keys()
    for step, event in told.items():
        detail = {name: value for name, value in theirs[step]["detail"].items() if value}
        detail.pop("previousPipelineExecutionStatus", None)
        assert event["detail"] == detail
        assert event["detail-type"] == theirs[step]["detail-type"]


def test_a_job_whose_team_is_known_is_not_asked_for_its_tags() -> None:
    job = training("Downloading")
    client = FakeSageMakerClient(jobs=[job])
    round_of(client, knowing(job, but=1))

    assert "list_tags" not in client.asked


def test_what_has_not_changed_is_not_described() -> None:
    job = training("Downloading", "Training")
    client = FakeSageMakerClient(jobs=[job])

    assert round_of(client, knowing(job, but=0)) == []
    assert not [operation for operation in client.asked if operation.startswith("describe")]
