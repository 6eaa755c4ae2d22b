"""A wrong parameter is refused in one sentence."""

import pytest

from workloads.contract import Flags, whole_number


def flags() -> Flags:
    flags = Flags(prog="train")
    flags.add_argument("--epochs", type=whole_number(at_least=1), default=40)
    flags.add_argument("--seed", type=whole_number(at_least=0, at_most=9), default=1)
    return flags


def test_each_has_its_default() -> None:
    assert vars(flags().parse_args([])) == {"epochs": 40, "seed": 1}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            ["--epochs", "0"],
            "train: argument --epochs: must be a whole number, at least 1, got '0'\n",
        ),
        (
            ["--seed", "10"],
            "train: argument --seed: must be a whole number, at least 0 and at most 9, got '10'\n",
        ),
        (
            ["--epochs", "many"],
            "train: argument --epochs: must be a whole number, at least 1, got 'many'\n",
        ),
        (["--epoch", "3"], "train: unrecognized arguments: --epoch 3\n"),
        (["--epochs"], "train: argument --epochs: expected one argument\n"),
    ],
)
def test_what_is_wrong_is_said(
    capsys: pytest.CaptureFixture[str], given: list[str], sentence: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        flags().parse_args(given)
    assert ended.value.code == 2
    assert capsys.readouterr().err == sentence
