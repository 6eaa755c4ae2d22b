"""python -m ops.jobs list finds jobs by the ledger's indexes, the newest first."""

import json
from datetime import timedelta

import pytest

from millrace.domain.job import Facts, Kind, State
from tests.ops.jobs.world import DIGITS, World, job, thing

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OTHER = "9d1f00aa-0a82-49aa-ba5a-4727fcce14a9"
WAITS = "aaaa0000-0a82-49aa-ba5a-4727fcce14a9"
EXECUTION = "pipeline/digits/execution/ab12cd34ef56"


def ids(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [one["job_id"] for one in json.loads(capsys.readouterr().out)["jobs"]]


@pytest.fixture
def ledger(world: World) -> World:
    """Three jobs of two teams: one failed, one runs, one waits since the day before."""
    alice = Facts(team="vision", submitted_by="arn:aws:sts::1:assumed-role/Dev/alice")
    vision, risk = Facts(team="vision"), Facts(team="risk")
    world.has(
        job(DIGITS, State.FAILED, reason="OutOfMemoryError: Container killed", facts=alice),
        job(OTHER, State.RUNNING, ago=2 * HOUR, facts=vision),
        job(WAITS, State.RUNNABLE, ago=DAY, facts=risk),
        thing("endpoint/churn", State.BROKEN, Kind.ENDPOINT, ago=2 * HOUR, reason="no ping"),
    )
    return world


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("", [DIGITS, OTHER, WAITS]),
        ("--limit 1", [DIGITS]),
        ("--state failed", [DIGITS]),
        ("--state running", [OTHER]),
        ("--failed", [DIGITS]),
        ("--team vision", [DIGITS, OTHER]),
        ("--team vision --state RUNNING", [OTHER]),
        ("--team nobody", []),
        ("--day today", [DIGITS, OTHER]),
        ("--day yesterday", [WAITS]),
        ("--day 2026-11-15", [WAITS]),
        ("--day yesterday --team risk", [WAITS]),
        ("--day yesterday --state RUNNING", []),
        ("--days 1", [DIGITS, OTHER]),
        ("--days 2 --team risk", [WAITS]),
        ("--by alice", [DIGITS]),
        ("--mine", [DIGITS]),
        ("--by bob", []),
        ("--service batch", [DIGITS, OTHER, WAITS]),
        ("--service sagemaker", []),
        ("--kind single", [DIGITS, OTHER, WAITS]),
        ("--things", ["endpoint/churn"]),
        ("--kind endpoint", ["endpoint/churn"]),
        ("--state broken", ["endpoint/churn"]),
        ("--things --failed", ["endpoint/churn"]),
        ("--things --kind alarm", []),
    ],
)
def test_an_option_picks_its_jobs(
    ledger: World, capsys: pytest.CaptureFixture[str], options: str, found: list[str]
) -> None:
    assert ledger.run(f"list --json {options}") == 0
    assert ids(capsys) == found


@pytest.mark.parametrize(
    ("options", "index", "questions"),
    [
        ("", "ByDay", 14),
        ("--day today", "ByDay", 1),
        ("--team vision", "ByTeam", 1),
        ("--team vision --day today", "ByTeam", 1),
        ("--state RUNNABLE", "Open", 3),
        ("--state RUNNABLE --service batch", "Open", 1),
        ("--state RUNNABLE --team risk", "Open", 3),
    ],
)
def test_no_list_reads_the_whole_table(
    ledger: World, capsys: pytest.CaptureFixture[str], options: str, index: str, questions: int
) -> None:
    ledger.run(f"list {options}")

    assert ledger.times("Scan") == 0
    asked = [one["IndexName"] for one in ledger.aws.asks_of("Query")]
    assert asked == [index] * questions


def test_days_are_asked_until_there_are_enough_jobs(world: World) -> None:
    world.has(*(job(f"aaaa000{n}", ago=n * DAY) for n in range(9)))

    world.run("list --limit 3")

    assert world.times("Query") == 4


def test_nothing_is_lost_between_two_pages(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither of keys nor of items, of which DynamoDB leaves some unread when it likes."""
    made = [job(f"aaaa{n:04}", ago=n * timedelta(minutes=1)) for n in range(130)]
    world.has(*made)
    world.at_once = 60

    world.run("list --json --limit 125")

    assert ids(capsys) == [one.job_id for one in made[:125]]


def test_a_ledger_that_leaves_everything_unread_is_asked_no_more_in_the_end(
    ledger: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ops.ledger_reading._PAUSE_SECONDS", 0)
    ledger.unread = True

    assert ledger.run("list --day today") == 2
    assert "asked too much" in capsys.readouterr().err


def test_parts_do_not_crowd_out_the_jobs(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    array = job(kind=Kind.ARRAY, size=3)
    world.has(array, *(job(f"{DIGITS}:{n}", kind=Kind.CHILD) for n in range(3)))

    world.run("list")

    out = capsys.readouterr().out
    assert "children: 3 SUCCEEDED" in out
    assert "1 job of" in out
    world.run("list --parts")
    assert "4 jobs" in capsys.readouterr().out


def test_an_execution_counts_its_steps_and_hides_their_jobs(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    inside = Facts(belongs_to=EXECUTION, pipeline="digits")
    world.has(
        job(EXECUTION, State.RUNNING, kind=Kind.EXECUTION, facts=Facts(pipeline="digits")),
        job(f"{EXECUTION}/step/Prepare", kind=Kind.STEP, facts=inside),
        job(f"{EXECUTION}/step/Train", State.RUNNING, kind=Kind.STEP, facts=inside),
        job("training-job/p-1", State.RUNNING, kind=Kind.TRAINING, facts=inside),
    )

    world.run("list")

    out = capsys.readouterr().out
    assert "ab12cd34ef56 digits" in out
    assert "steps: 1 RUNNING, 1 SUCCEEDED" in out
    assert "p-1" not in out
    world.run("list --kind training --json")
    assert ids(capsys) == ["training-job/p-1"]


def test_a_large_array_is_not_read_for_one_line(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.has(job(kind=Kind.ARRAY, size=10_000))

    world.run("list")

    assert world.times("BatchGetItem") == 1


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ("", "no jobs of the 14 days to 2026-11-16; --days looks further back\n"),
        ("--failed", "no such jobs of the 14 days to 2026-11-16; --days looks further back\n"),
        ("--day yesterday", "no jobs of 2026-11-15 (UTC)\n"),
        ("--state RUNNING", "no such jobs are open\n"),
        ("--json", '{\n  "jobs": []\n}\n'),
    ],
)
def test_an_empty_list_says_what_was_looked_through(
    world: World, capsys: pytest.CaptureFixture[str], options: str, sentence: str
) -> None:
    assert world.run(f"list {options}") == 0
    assert capsys.readouterr().out == sentence


def test_more_than_the_limit_is_said(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.has(*(job(f"aaaa000{n}") for n in range(3)))

    world.run("--limit 2")

    assert "the newest 2 jobs of the 14 days to 2026-11-16" in capsys.readouterr().out
