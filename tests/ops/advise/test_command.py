"""python -m ops.advise ranks, says where its figures come from, and refuses in a sentence."""

from pathlib import Path

import pytest

from ops.advise.__main__ import main
from tests.ops.submit.world import environment

TOO_LARGE = (
    "no instance type holds 4 vCPUs, 13312 MiB and 1 GPUs of 400 GiB together; the largest here "
    "have 192 vCPUs, 3774873 MiB for jobs and 8 GPUs of 268 GiB"
)
NEED = "--vcpus 4 --memory-gib 13 --gpu-memory-gib 10"


def test_the_table_names_the_source_and_the_date_of_its_prices(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(NEED.split()) == 0

    out = " ".join(capsys.readouterr().out.split())
    for words in ("us-east-1: gpu-instance-types.json", "written 2026-", "arXiv 2604.14552"):
        assert words in out
    assert "give --measured TYPE=SECONDS" in out


def test_the_table_fits_a_hundred_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*NEED.split(), "--measured", "g5.xlarge=0.8", "--spot"]) == 0

    out = capsys.readouterr().out
    assert max(len(line.rstrip()) for line in out.splitlines()) <= 100
    assert "USD/1000 items" in out
    assert "Spot is assumed 60% below them" in out


def test_a_fleet_is_ranked_alone_and_its_useless_types_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = environment(tmp_path)
    asked = "--vcpus 1 --memory-gib 13 --fleet cpu"

    assert main(asked.split(), load=lambda _name: known) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[2].startswith("r6i.large")
    assert "types of fleet cpu that hold no copy: m6i.large, m7i.large\n" in out


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "--vcpus 4 --memory-gib 13 --gpu-memory-gib 400",
            TOO_LARGE,
        ),
        (
            f"{NEED} --measured g5.xlrge=1",
            "--measured g5.xlrge=1: no such instance type here; did you mean 'g5.xlarge'?",
        ),
        (
            f"{NEED} --measured g5.xlarge=fast",
            "--measured g5.xlarge=fast: seconds must be a number above 0, got 'fast'",
        ),
        (
            f"{NEED} --gpus 0",
            "--gpu-memory-gib asks for memory of a GPU, and --gpus for none",
        ),
        (
            f"{NEED} --fleet gup",
            "no fleet of instances is called 'gup'; known: gpu, spare, cpu; did you mean 'gpu'?",
        ),
    ],
)
def test_what_cannot_be_ranked_is_one_sentence_and_exit_code_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, sentence: str
) -> None:
    known = environment(tmp_path)

    assert main(line.split(), load=lambda _name: known) == 2
    captured = capsys.readouterr()
    assert captured.err == f"{sentence}\n"
    assert captured.out == ""
