"""After an approval: what ran is not run again, and the next model is held against the champion."""

from typing import Any

import pytest

from ops.pipeline.evaluated import evaluation
from tests.account.pipelines.jobs import job_of
from tests.account.pipelines.person import Person, Run

pytestmark = [pytest.mark.account, pytest.mark.timeout(240)]


@pytest.mark.parametrize("step", ["Ingest", "Validate", "Prepare", "Augment"])
def test_what_ran_with_the_same_rows_is_taken_from_there(
    refused: Run, first: Run, step: str
) -> None:
    assert f"{step} cached, taken from {first.id}" in refused.line(step)


def test_what_differs_runs_anew(person: Person, refused: Run, first: Run) -> None:
    told, before = (job_of(person, run, "Train") for run in (refused, first))

    assert (told["HyperParameters"]["epochs"], told["HyperParameters"]["width"]) == ("1", "1")
    assert told["TrainingJobArn"] != before["TrainingJobArn"]
    assert told["CheckpointConfig"] != before["CheckpointConfig"]


def test_the_champion_is_the_one_that_was_approved(
    person: Person, refused: Run, first_package: Any
) -> None:
    answer = person.place.sagemaker.list_pipeline_execution_steps(PipelineExecutionArn=refused.arn)
    [step] = [one for one in answer["PipelineExecutionSteps"] if one["StepName"] == "Champion"]
    told: Any = {
        one["Name"]: one["Value"] for one in step["Metadata"]["Lambda"]["OutputParameters"]
    }

    transform, model = first_package["InferenceSpecification"]["Containers"]
    assert told == {
        "package_arn": first_package["ModelPackageArn"],
        "model_uri": model["ModelDataUrl"],
        "transform_uri": transform["ModelDataUrl"],
    }


def test_both_models_are_measured_on_the_same_rows(
    person: Person, refused: Run, first: Run
) -> None:
    place = person.place
    now, before = evaluation(place, refused.seen), evaluation(place, first.seen)
    assert now is not None
    assert before is not None

    assert now.rows == before.rows
    assert now.champion is not None
    assert now.champion.compared
    assert now.champion.metrics == pytest.approx(before.metrics)
    assert now.metrics["accuracy"] < before.metrics["accuracy"]


def test_a_model_that_is_too_weak_is_refused_with_every_reason(
    person: Person, refused: Run, first: Run
) -> None:
    now, before = (evaluation(person.place, run.seen) for run in (refused, first))
    assert now is not None
    assert before is not None
    weak, strong = (f"{one.metrics['accuracy']:.4f}" for one in (now, before))

    assert refused.code == 1
    assert f"step Refused failed: digits is not registered: accuracy {weak} is below 0.95" in (
        refused.out
    )
    assert f"accuracy {weak} is worse than the champion's {strong} on the same rows" in refused.out
    states = {step.name: str(step.state) for step in refused.seen.steps}
    assert (states["Gate"], states["Register"], states["Tell"]) == (
        *("Succeeded", "Not run", "Not run"),
    )


def test_one_step_is_run_again_on_what_the_others_made(
    person: Person, selected: Run, first: Run
) -> None:
    now, before = (evaluation(person.place, run.seen) for run in (selected, first))
    assert now is not None
    assert before is not None

    assert selected.code == 0, selected.out
    ran = {step.name for step in selected.seen.steps if step.job and not step.cached_from}
    assert ran == {"Evaluate"}
    assert now.uri != before.uri
    assert (now.metrics, now.passed) == (before.metrics, True)


def test_steps_are_not_chosen_without_those_between_them(person: Person, first: Run) -> None:
    said = person.says("run", "digits", "--only", "Train,Evaluate", "--from", first.id)

    assert said.code == 2
    assert "SelectedSteps lacks Compress, which lies between Train and Evaluate" in said.err
