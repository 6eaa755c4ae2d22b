"""Some steps may be run alone, on what another execution left."""

import pytest

from tests.ops.pipeline.conftest import Run
from tests.ops.pipeline.world import EXECUTION, ID, PIPELINE, World


def selection(world: World) -> object:
    [asked] = world.asks_of("StartPipelineExecution")
    return asked["SelectiveExecutionConfig"]


def test_the_newest_execution_that_ended_lends_the_rest(world: World, run: Run) -> None:
    world.runs = [("zz9", "Executing"), (ID, "Failed"), ("older", "Succeeded")]

    assert run("run digits --only Train,Evaluate --no-wait") == 0
    assert selection(world) == {
        "SourcePipelineExecutionArn": EXECUTION,
        "SelectedSteps": [{"StepName": "Train"}, {"StepName": "Evaluate"}],
    }


def test_another_one_may_be_named_by_how_it_begins(world: World, run: Run) -> None:
    world.runs = [(ID, "Succeeded"), ("older1", "Succeeded")]

    assert run("run digits --only Train --from old --no-wait") == 0
    assert selection(world) == {
        "SourcePipelineExecutionArn": f"{PIPELINE}/execution/older1",
        "SelectedSteps": [{"StepName": "Train"}],
    }


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "--only Trian",
            (
                "no step of digits is called 'Trian'; known: Ingest, Prepare, Train, Champion, "
                "Evaluate, Gate, Register, Tell, Refused; did you mean 'Train'?"
            ),
        ),
        (
            f"--from {ID}",
            "--from says where the other steps' results come from: add --only",
        ),
        (
            "--only Train --from zz",
            "no execution's id begins with 'zz'; python -m ops.pipeline list tells them",
        ),
    ],
)
def test_what_cannot_be_selected_is_refused(
    world: World, run: Run, capsys: pytest.CaptureFixture[str], line: str, sentence: str
) -> None:
    assert run(f"run digits {line}") == 2
    assert capsys.readouterr().err == f"{sentence}\n"
    assert not world.asks_of("StartPipelineExecution")


def test_without_an_earlier_execution_there_is_nothing_to_take_from(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.runs = [(ID, "Executing"), ("b", "Stopped")]

    assert run("run digits --only Train") == 2
    assert capsys.readouterr().err == (
        "--only takes the other steps' results out of an earlier execution, and digits has none "
        "that ended: run it whole first\n"
    )
