"""python -m ops.redrive archive: the events of a window come again, to the feed alone."""

import json
from datetime import UTC, datetime

import pytest

from tests.ops.redrive.world import BUS, World

WINDOW = ("archive", "--from", "2026-11-16T18:00Z", "--to", "2026-11-16T20:00+01:00")


def line(outcome: str, replay: str = "redrive-20261116T210000") -> str:
    return json.dumps({"outcome": outcome, "replay": replay})


def test_a_window_is_replayed_to_the_rules_of_the_feed_and_followed_to_its_end(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.logged = [line("duplicate"), line("duplicate"), line("recorded"), "START", line("x", "y")]

    assert world.run(*WINDOW) == 0

    [asked] = world.aws.asks_of("StartReplay")
    assert asked["EventStartTime"] == datetime(2026, 11, 16, 18, tzinfo=UTC)
    assert asked["EventEndTime"] == datetime(2026, 11, 16, 19, tzinfo=UTC)
    assert asked["Destination"]["Arn"] == BUS
    assert asked["Destination"]["FilterArns"] == [
        "arn:aws:events:rule/Batch",
        "arn:aws:events:rule/SageMaker",
    ]
    assert capsys.readouterr().out.splitlines()[1:] == [
        "starting",
        "running",
        "completed",
        "3 events came: 2 duplicate, 1 recorded",
    ]


def test_a_window_ends_now_at_the_latest(world: World) -> None:
    world.run("archive", "--from", "2026-11-16T20:00Z", "--to", "2026-11-30T00:00Z")

    [asked] = world.aws.asks_of("StartReplay")
    assert asked["EventEndTime"] == datetime(2026, 11, 16, 21, tzinfo=UTC)


def test_a_detail_type_picks_the_rule_for_it_and_says_what_else_comes(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.run(*WINDOW, "--detail-type", "Batch Job State Change")

    [asked] = world.aws.asks_of("StartReplay")
    assert asked["Destination"]["FilterArns"] == ["arn:aws:events:rule/Batch"]
    assert "the same rule brings along: Batch Job Queue Blocked" in capsys.readouterr().out


def test_a_replay_that_brought_nothing_says_so(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert world.run(*WINDOW) == 0
    assert capsys.readouterr().out.endswith("the job desk has logged no event of it\n")


def test_a_replay_that_fails_is_an_exit_code(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.states = ["FAILED"]

    assert world.run(*WINDOW) == 1
    assert "failed: EventBridge gives no reason" in capsys.readouterr().out


def test_ctrl_c_ends_the_watching_and_says_how_to_end_the_replay(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    def pressed(_seconds: float) -> None:
        raise KeyboardInterrupt

    assert world.run(*WINDOW, sleep=pressed) == 130
    assert "aws events cancel-replay --replay-name redrive-" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            ("--from", "2026-11-16T20:00Z", "--to", "2026-11-16T19:00Z"),
            "--from 2026-11-16 20:00:00 UTC must be before --to 2026-11-16 19:00:00 UTC\n",
        ),
        (
            ("--from", "2026-11-17T20:00Z", "--to", "2026-11-18T19:00Z"),
            "--from 2026-11-17 20:00:00 UTC must be before --to 2026-11-16 21:00:00 UTC\n",
        ),
        (
            (*WINDOW[1:], "--detail-type", "Batch Job"),
            "no rule of the feed is for 'Batch Job', only: Batch Job Queue Blocked, Batch Job",
        ),
    ],
)
def test_a_mistake_is_one_sentence(
    world: World, capsys: pytest.CaptureFixture[str], line: tuple[str, ...], sentence: str
) -> None:
    assert world.run("archive", *line) == 2
    assert capsys.readouterr().err.startswith(sentence)
    assert world.aws.asks_of("StartReplay") == []


def test_a_time_needs_its_zone(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        world.run("archive", "--from", "2026-11-16T20:00", "--to", "2026-11-16T21:00Z")

    assert refused.value.code == 2
    assert "must be a time with its zone, such as 2026-11-16T20:00Z" in capsys.readouterr().err
