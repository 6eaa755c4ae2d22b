"""A job is found by its id, by its name, or by how its id begins."""

import json
from datetime import timedelta

import pytest

from millrace.domain.job import Kind, State
from tests.ops.jobs.world import DIGITS, World, job, thing

EXECUTION = "pipeline/digits/execution/ab12cd34ef56"
DAY = timedelta(days=1)


@pytest.fixture
def ledger(world: World) -> World:
    world.has(
        job(kind=Kind.ARRAY, size=3),
        *(job(f"{DIGITS}:{n}", kind=Kind.CHILD) for n in (1, 2, 12)),
        job(EXECUTION, kind=Kind.EXECUTION),
        job(f"{EXECUTION}/step/Train", kind=Kind.STEP),
        job("training-job/resnet-1", kind=Kind.TRAINING),
        thing("alarm/DeadLetters", State.READY, Kind.ALARM),
        job("dddd0000-0a82-49aa-ba5a-4727fcce14a8", ago=100 * DAY),
    )
    return world


def shown(world: World, capsys: pytest.CaptureFixture[str], word: str) -> str:
    assert world.run(f"show {word} --json") == 0, capsys.readouterr().err
    found: str = json.loads(capsys.readouterr().out)["job_id"]
    return found


@pytest.mark.parametrize(
    ("word", "found"),
    [
        (DIGITS, DIGITS),
        ("4c75", DIGITS),
        (f"{DIGITS}:1", f"{DIGITS}:1"),
        ("4c75:1", f"{DIGITS}:1"),
        ("4c7599ae:12", f"{DIGITS}:12"),
        ("ab12", EXECUTION),
        (EXECUTION, EXECUTION),
        ("ab12cd34ef56/Train", f"{EXECUTION}/step/Train"),
        ("ab12cd34ef56/Tr", f"{EXECUTION}/step/Train"),
        ("resnet-1", "training-job/resnet-1"),
        ("resnet", "training-job/resnet-1"),
        ("training-job/res", "training-job/resnet-1"),
        ("DeadLetters", "alarm/DeadLetters"),
    ],
)
def test_a_word_means_one_job(
    ledger: World, capsys: pytest.CaptureFixture[str], word: str, found: str
) -> None:
    assert shown(ledger, capsys, word) == found
    assert ledger.times("Scan") == 0


@pytest.mark.parametrize("word", [DIGITS, "resnet-1", "alarm/DeadLetters", f"{DIGITS}:12"])
def test_a_whole_id_or_name_costs_one_question(
    ledger: World, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    shown(ledger, capsys, word)

    assert (ledger.times("BatchGetItem"), ledger.times("Query")) == (1, 0)


def test_the_whole_table_is_read_last_and_says_so(
    ledger: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ledger.run("show dddd") == 0

    captured = capsys.readouterr()
    assert "dddd0000-0a82-49aa-ba5a-4727fcce14a8" in captured.out
    assert captured.err == (
        "not among the jobs of the last 14 days: looking through the whole ledger\n"
    )


def test_an_unknown_whole_id_is_looked_for_nowhere_else(
    ledger: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """As at the start of a job, of which the ledger is yet to hear."""
    unknown = DIGITS.replace("4c", "5c")

    assert ledger.run(f"show {unknown}") == 2
    assert (ledger.times("Query"), ledger.times("Scan")) == (0, 0)
    told = f"no job's id begins with '{unknown}'; python -m ops.jobs lists them\n"
    assert capsys.readouterr().err == told


@pytest.mark.parametrize("word", ["zz", "4c75:", "4c75:9", "4c75#1"])
def test_an_unknown_job_is_named(
    ledger: World, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    assert ledger.run(f"show {word}") == 2
    assert f"no job's id begins with '{word}'" in capsys.readouterr().err


def test_an_ambiguous_beginning_is_answered_with_the_jobs_it_begins(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.has(*(job(f"aa{number}") for number in range(7)))

    assert world.run("show aa") == 2
    told = "'aa' begins 7 job ids: aa0, aa1, aa2, aa3, aa4 and 2 more\n"
    assert capsys.readouterr().err == told


def test_one_name_of_two_services_is_ambiguous(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.has(job("training-job/x", kind=Kind.TRAINING), thing("model/x", State.READY, Kind.MODEL))

    assert world.run("show x") == 2
    assert capsys.readouterr().err == "'x' begins 2 job ids: model/x, training-job/x\n"
    assert shown(world, capsys, "model/x") == "model/x"


def test_an_id_that_no_key_can_be_is_refused(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert world.run(f"show {'x' * 1025}") == 2
    assert capsys.readouterr().err == "a job's id is of 1 to 1,024 bytes\n"
