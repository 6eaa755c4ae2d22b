"""Digits, from its data to a model that waits for a person, though its machine was taken away."""

import json
from typing import Any

import pytest

from tests.account.eventually import eventually
from tests.account.pipelines.jobs import job_of, log_of, read
from tests.account.pipelines.listening import Ear
from tests.account.pipelines.person import Person, Run

pytestmark = [pytest.mark.account, pytest.mark.timeout(240)]

_STEPS = (
    *("Ingest", "Validate", "Prepare", "Augment", "Train", "Compress"),
    *("Champion", "Evaluate", "Gate", "Register", "Tell"),
)


def test_it_ends_with_a_model_that_waits_for_approval(first: Run, first_package: Any) -> None:
    assert first.code == 0, first.out
    group, version = "millrace-local-digits", first_package["ModelPackageVersion"]
    assert f"registered {group} version {version}: PendingManualApproval" in first.out
    assert f"--model-package-arn {first_package['ModelPackageArn']}" in first.out
    assert first_package["ModelApprovalStatus"] == "PendingManualApproval"
    assert first_package["MetadataProperties"]["GeneratedBy"] == first.arn


def test_every_step_is_told_and_reported(first: Run) -> None:
    states = {step.name: str(step.state) for step in first.seen.steps}
    assert states == {**dict.fromkeys(_STEPS, "Succeeded"), "Refused": "Not run"}
    for step in _STEPS:
        assert "succeeded" in first.line(step)
        assert step in first.report
    assert "interrupted 1 time" in first.line("Train")


def test_the_machine_is_taken_and_another_goes_on(person: Person, first: Run) -> None:
    job = job_of(person, first, "Train")

    states = [one["Status"] for one in job["SecondaryStatusTransitions"]]
    assert states == [
        *("Starting", "Downloading", "Training", "Interrupted"),
        *("Starting", "Downloading", "Training", "Uploading", "Completed"),
    ]
    assert job["BillableTimeInSeconds"] < job["TrainingTimeInSeconds"]


def test_training_goes_on_at_the_very_batch(person: Person, first: Run) -> None:
    before, after = log_of(person.deployed, job_of(person, first, "Train")["TrainingJobName"])

    where = before[-1].removeprefix("reclaimed: checkpoint written in ")
    assert where not in ("epoch 1, batch 0", before[-1])
    assert after[0].startswith(f"resuming at {where}, from ")
    epochs = [line.split("/")[0] for line in (*before, *after) if line.startswith("epoch ")]
    assert epochs == ["epoch 1", "epoch 2"]


def test_the_package_has_a_transform_and_a_model_that_are_there(
    person: Person, first: Run, first_package: Any
) -> None:
    containers = first_package["InferenceSpecification"]["Containers"]

    assert [one["ContainerHostname"] for one in containers] == ["transform", "model"]
    for one in containers:
        assert f"/pipelines/digits/{first.id}/" in one["ModelDataUrl"]
        assert read(person.deployed, one["ModelDataUrl"])


def test_the_package_has_its_metrics(person: Person, first: Run, first_package: Any) -> None:
    at = first_package["ModelMetrics"]["ModelQuality"]["Statistics"]["S3Uri"]
    told = json.loads(read(person.deployed, at))

    assert told["metrics"]["accuracy"]["value"] >= 0.95
    assert (told["gate"]["passed"], told["champion"]["compared"]) == (1, 0)
    assert f"accuracy {told['metrics']['accuracy']['value']:.4g}" in first.out
    assert sum(map(sum, told["confusion"]["rows"])) == told["rows"]


def test_the_package_has_baselines_of_what_it_learnt_from(
    person: Person, first_package: Any
) -> None:
    baselines = first_package["DriftCheckBaselines"]["ModelDataQuality"]
    statistics, constraints = (
        json.loads(read(person.deployed, baselines[kind]["S3Uri"]))
        for kind in ("Statistics", "Constraints")
    )

    names = [one["name"] for one in statistics["features"]]
    assert {"pixel_0_0", "pixel_7_7"} <= set(names)
    assert [one["name"] for one in constraints["features"]] == names


def test_the_bus_hears_of_the_execution_and_of_each_step(first: Run, bus: Ear) -> None:
    def told() -> list[Any] | None:
        mine = [
            one["detail"]
            for one in bus.heard()
            if one["detail"]["pipelineExecutionArn"] == first.arn
        ]
        ended = [one for one in mine if one.get("currentPipelineExecutionStatus") == "Succeeded"]
        return mine if ended else None

    heard = eventually(told)
    states = [one["currentPipelineExecutionStatus"] for one in heard if "stepName" not in one]
    assert states == ["Executing", "Succeeded"]
    ended = {one["stepName"] for one in heard if one.get("currentStepStatus") == "Succeeded"}
    assert ended == set(_STEPS)


def test_who_approves_models_has_a_ticket_with_all_they_need(
    first: Run, first_package: Any, tickets: Ear
) -> None:
    arn = first_package["ModelPackageArn"]

    def opened() -> list[Any]:
        return [one for one in tickets.heard() if arn in one["Message"]]

    [ticket] = eventually(opened)
    version = first_package["ModelPackageVersion"]
    assert ticket["Subject"] == f"millrace-local-digits {version} waits for approval"
    assert f"execution: {first.arn}" in ticket["Message"]
    assert "accuracy: 0.9" in ticket["Message"]
    approve = f"--model-package-arn {arn} --model-approval-status Approved"
    assert approve in ticket["Message"]
