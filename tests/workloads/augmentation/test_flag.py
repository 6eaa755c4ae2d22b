"""A description is given to a job as a flag."""

import json

import pytest

from workloads.augmentation import Augmentation, augmentation_flag, read_augmentation
from workloads.contract import Flags

PLAIN = {"rotate": {"strength": 15}, "mix_in": {"scanned": 0.2}}


def given(text: str) -> Augmentation:
    flags = Flags(prog="train")
    flags.add_argument("--augmentation", type=augmentation_flag, default="")
    read: Augmentation = flags.parse_args(["--augmentation", text]).augmentation
    return read


def test_it_is_read_as_from_a_file() -> None:
    assert given(json.dumps(PLAIN)) == read_augmentation(PLAIN)


def test_what_was_read_can_be_given_on() -> None:
    read = read_augmentation(PLAIN)
    assert given(json.dumps(read.as_plain())) == read


def test_without_a_word_nothing_is_done() -> None:
    assert given("") == Augmentation()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "{rotate: 9}",
            (
                "must be JSON, Expecting property name enclosed in double quotes: "
                "line 1 column 2 (char 1), got '{rotate: 9}'"
            ),
        ),
        ('{"flip": {}}', "augmentation.flip: probability is missing"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    capsys: pytest.CaptureFixture[str], text: str, sentence: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        given(text)
    assert ended.value.code == 2
    assert capsys.readouterr().err == f"train: argument --augmentation: {sentence}\n"
