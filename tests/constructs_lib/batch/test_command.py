"""The command of a job: the same flags, whatever the image does with what it is given."""

import subprocess
import sys
from pathlib import Path

import pytest

from constructs_lib.batch.command import ParameterError, command_of, refuse_strangers
from tests.constructs_lib.batch.built import BOOTSTRAP

EXECUTES = 'exec "$@"'
EVALUATES = 'if [[ "$1" = "train" ]]; then exit 3; else eval "$@"; fi'
"""The entry point of AWS's images for SageMaker."""


@pytest.mark.parametrize("entry_point", [EXECUTES, EVALUATES], ids=["exec", "eval"])
@pytest.mark.parametrize("parameters", [{}, {"epochs": "40", "seed": "1"}], ids=["none", "two"])
def test_the_bootstrap_runs_behind_any_entry_point(
    tmp_path: Path, entry_point: str, parameters: dict[str, str]
) -> None:
    (tmp_path / "python").symlink_to(sys.executable)
    command = [
        parameters[word.removeprefix("Ref::")] if word.startswith("Ref::") else word
        for word in command_of(BOOTSTRAP, parameters)
    ]

    done = subprocess.run(
        ["bash", "-c", entry_point, "entrypoint.sh", *command],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
    )

    flags = [word for name, value in parameters.items() for word in (f"--{name}", value)]
    assert done.stdout.splitlines() == [f"'{flag}' > \"$0\"" for flag in flags]
    assert done.stderr == ""


def test_a_parameter_is_a_flag() -> None:
    assert command_of("pass", {"epochs": "40", "learning-rate": "0.1"})[3:] == [
        "--epochs",
        "Ref::epochs",
        "--learning-rate",
        "Ref::learning-rate",
    ]


@pytest.mark.parametrize(
    ("name", "default", "message"),
    [
        (
            "Learning Rate",
            "0.1",
            (
                "parameter 'Learning Rate': must be lower-case letters, digits, - and _, "
                "from a letter on"
            ),
        ),
        (
            "epochs",
            "",
            "parameter 'epochs': must have a default, and none that refers to another, got ''",
        ),
        (
            "epochs",
            "Ref::seed",
            (
                "parameter 'epochs': must have a default, and none that refers to another, "
                "got 'Ref::seed'"
            ),
        ),
    ],
)
def test_what_aws_batch_would_not_put_in_is_refused(name: str, default: str, message: str) -> None:
    with pytest.raises(ParameterError) as refused:
        command_of("pass", {name: default})
    assert str(refused.value) == message


def test_a_reference_without_a_parameter_is_refused() -> None:
    with pytest.raises(ParameterError) as refused:
        command_of("print('Ref::seed')", {"epochs": "40"})
    assert str(refused.value) == ("the command refers to epochs, seed, the parameters are epochs")


def test_a_parameter_that_nothing_refers_to_is_refused() -> None:
    with pytest.raises(ParameterError) as refused:
        refuse_strangers(["train"], {"epochs": "40"})
    assert str(refused.value) == "the command refers to none, the parameters are epochs"
