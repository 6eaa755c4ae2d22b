"""What is wrong with a run is one sentence and exit code 2, before anything is started."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ops.pipeline.conftest import Run
from tests.ops.pipeline.pipelines_known import BODY
from tests.ops.pipeline.world import World

HAS = "digits has no parameter '{}'; it has: epochs, learning_rate, optimizer"
SENTENCES = {
    "run digit": "no pipeline is called 'digit'; known: digits; did you mean 'digits'?",
    "run digits --set epoch=3": f"{HAS.format('epoch')}; did you mean 'epochs'?",
    "run digits --set data_uri=s3://mine": HAS.format("data_uri"),
    "run digits --set width=64": HAS.format("width"),
    "run digits --set epochs": "--set takes a name and a value, such as epochs=5, not 'epochs'",
    "run digits --set epochs=1 --set Epochs=2": "--set gives epochs twice: 1 and 2",
    "run digits --set epochs=1.5": (
        "parameter epochs takes a whole number, such as its default 40, not '1.5'"
    ),
    "run digits --set learning_rate=nan": (
        "parameter learning_rate takes a number, such as its default 0.05, not 'nan'"
    ),
    "run digits --set optimizer=adm": (
        "parameter optimizer takes one of adam, sgd, not 'adm'; did you mean 'adam'?"
    ),
    "steps digit": "no pipeline is called 'digit'; known: digits; did you mean 'digits'?",
    "show zz": "no execution's id begins with 'zz'; python -m ops.pipeline list tells them",
}


@pytest.mark.parametrize(("line", "sentence"), SENTENCES.items())
def test_a_mistake_is_named_with_what_is_allowed(
    world: World, run: Run, capsys: pytest.CaptureFixture[str], line: str, sentence: str
) -> None:
    assert run(line) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", f"{sentence}\n")
    assert not world.asks_of("StartPipelineExecution")


def test_a_pipeline_without_data_says_how_to_give_it_some(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.objects = {"raw/vision/digits-other/digits.csv": ""}

    assert run("run digits") == 2
    assert capsys.readouterr().err == (
        "there is no data below s3://raw/vision/digits/: put yours there, or the workload's "
        "example with python -m ops.pipeline data digits\n"
    )
    assert not world.asks_of("StartPipelineExecution")


def test_a_pipeline_that_is_gone_is_to_be_deployed_again(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.fails("DescribePipeline", "ResourceNotFound", "Pipeline does not exist")

    assert run("run digits") == 2
    assert capsys.readouterr().err == (
        "there is no pipeline Millrace-local-digits: deploy it again with make up\n"
    )


def test_a_stack_that_is_not_there_is_to_be_deployed(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = "Stack with id Millrace-local-Training does not exist"
    world.fails("DescribeStacks", "ValidationError", missing)

    assert run("run digits") == 2
    assert capsys.readouterr().err == (
        "no stack is called Millrace-local-Training in us-east-1: deploy it first with make up\n"
    )


def test_what_sagemaker_refuses_is_told_in_its_words(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.fails("StartPipelineExecution", "ValidationException", "Tell cannot be selected")

    assert run("run digits") == 2
    assert capsys.readouterr().err == (
        "SageMaker refuses to start digits: Tell cannot be selected\n"
    )


def test_a_pipeline_without_hyperparameters_takes_none(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.definition = json.dumps(BODY | {"Steps": BODY["Steps"][:1]})

    assert run("run digits --set epochs=3") == 2
    assert capsys.readouterr().err == "digits has no parameter 'epochs'; it has: none\n"


def test_an_id_that_begins_several_executions_is_answered_with_them(
    world: World, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    world.runs = [(f"ab{number}", "Succeeded") for number in range(7)]

    assert run("show ab") == 2
    assert capsys.readouterr().err == (
        "'ab' begins 7 executions: ab0, ab1, ab2, ab3, ab4 and 2 more\n"
    )


def test_the_command_runs_from_a_checkout_as_the_readme_says() -> None:
    """Nothing listens on the discard port: the local account is not running."""
    given = {
        "PATH": os.environ["PATH"],
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }
    ran = subprocess.run(
        [sys.executable, "-m", "ops.pipeline", "run", "digits"],
        cwd=Path(__file__).parents[3],
        env=given,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.stderr == "the local account is not running: start it with make up\n"
    assert (ran.returncode, ran.stdout) == (2, "")
