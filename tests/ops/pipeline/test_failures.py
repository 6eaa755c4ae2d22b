"""A failure is explained by the job that failed, whatever kind of step it was of."""

import pytest

from tests.ops.pipeline.conftest import Run
from tests.ops.pipeline.sample import trial
from tests.ops.pipeline.test_looking import TUNING
from tests.ops.pipeline.world import DONE, ID, World, job, ran

FAILING = ran("Train", "Failed", span=(14, 20), FailureReason="no job came to an objective")


@pytest.fixture
def tuned(world: World) -> World:
    world.frames = [("Failed", [*DONE[:2], FAILING | job("TuningJob", "tune")])]
    world.jobs["tuning"] = TUNING
    return world


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [line.strip() for line in capsys.readouterr().out.splitlines()]


def test_of_a_tuning_step_the_first_job_that_failed_is_heard(
    tuned: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    tuned.jobs["trainings"] = {"TrainingJobSummaries": [trial(1, 0.9), trial(2, None)]}
    tuned.logs[f"pipelines-{ID}-Tune-002/algo-1-1"] = ["not this one"]
    tuned.logs[f"pipelines-{ID}-Tune-002/algo-1-2"] = ["loss is nan"]

    assert run(f"show {ID}") == 0
    assert "loss is nan" in said(capsys)


def test_where_none_failed_the_first_shows_what_was_said_in_place_of_the_objective(
    tuned: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    tuned.jobs["trainings"] = {"TrainingJobSummaries": [trial(1, 0.9)]}
    tuned.logs[f"pipelines-{ID}-Tune-001/algo-1-1"] = ["accuracy of validation: 0.9"]

    assert run(f"show {ID}") == 0
    assert said(capsys)[-1] == "accuracy of validation: 0.9"


def test_a_tuning_step_without_a_job_has_its_reason_alone(
    tuned: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    tuned.jobs["trainings"] = {"TrainingJobSummaries": []}

    assert run(f"show {ID}") == 0
    assert said(capsys)[-1] == "step Train failed: no job came to an objective"


def test_only_the_last_lines_are_told(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.frames = [("Failed", [FAILING | job("TrainingJob", "train")])]
    world.logs[f"pipelines-{ID}-Train/algo-1-1"] = [f"line {n}" for n in range(100)]

    assert run(f"show {ID}") == 0
    assert said(capsys)[-20:] == [f"line {n}" for n in range(80, 100)]


def test_a_step_without_a_job_has_its_reason_alone(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    champion = ran("Champion", "Failed", span=(0, 1), FailureReason="Lambda: no such table")
    world.frames = [("Failed", [champion])]

    assert run(f"show {ID}") == 0
    assert said(capsys)[-1] == "step Champion failed: Lambda: no such table"


def test_an_evaluation_that_says_nothing_of_use_is_named(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.objects["features/pipelines/digits/x/evaluation.json"] = '{"metrics": {"accuracy": "x"}}'

    assert run(f"show {ID}") == 2
    assert capsys.readouterr().err.startswith(
        "s3://features/pipelines/digits/x/evaluation.json is not what an evaluation says of a "
        "model: ValueError("
    )
