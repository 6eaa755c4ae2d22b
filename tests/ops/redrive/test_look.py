"""python -m ops.redrive list, inspect: what lies there and why; looking takes nothing away."""

import json

import pytest

from tests.ops.redrive.world import DEAD, FEED, PREFIX, UNDELIVERED, World, event


def rows(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_every_dead_letter_queue_is_listed_with_depth_age_and_when_it_is_lost(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.dies("m1", event("e1"))
    world.dies("m2", event("e2"))
    world.dies("m3", event("e3"), UNDELIVERED)

    assert world.run("list") == 0

    told = rows(capsys)
    assert "events/feed 2 - 30m 00s 30 Nov 20:30" in told
    assert "events/watch - - - -" in told
    assert "training/undelivered 1 - 28m 00s 30 Nov 20:32" in told
    assert told[-1] == "look into them: python -m ops.redrive inspect events/feed"
    assert world.hidden == set()


def test_programs_get_the_queues(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.dies("m1", event("e1"))

    world.run("list", "--json")

    feed, watch, _ = json.loads(capsys.readouterr().out)["queues"]
    assert (feed["name"], feed["waiting"]) == ("events/feed", 1)
    assert feed["oldest"] == "2026-11-16T20:30:00+00:00"
    assert watch["oldest"] is None


def test_letters_are_grouped_by_what_they_are_and_why_they_died(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.dies("m1", event("e1"), reason="not JSON")
    world.dies("m2", event("e2"), reason="not JSON")
    world.dies("m3", event("e3"), moved_from=FEED)
    world.dies("m4", "{broken", ERROR_CODE="NO_PERMISSIONS")

    assert world.run("inspect", "feed") == 0

    told = rows(capsys)
    assert "2 Batch Job State Change not JSON" in told
    assert "1 Batch Job State Change given up after the queue's last try" in told
    assert "1 no event NO_PERMISSIONS" in told
    assert "m1 sent 16 Nov 20:30 UTC event e1" in told
    assert "4 looked at; nothing was taken away" in told
    assert told[-1] == "what to do: docs/alarms.md#dead-letters"
    assert (world.hidden, len(world.letters[DEAD])) == (set(), 4)


def test_a_limit_is_kept_and_said(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(15):
        world.dies(f"m{number}", event(f"e{number}"))

    world.run("inspect", "feed", "--limit", "12")

    assert "12 of 15 looked at; nothing was taken away" in rows(capsys)
    assert world.hidden == set()


def test_a_hostile_letter_does_not_get_at_the_terminal(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.dies("m1", event("\x1b[31m", "\x1b[2J") + "\x1b[31m\u202e", reason="[red]\x1b[0m")
    world.dies("m2", "[" * 100_000, reason="deep")

    assert world.run("inspect", "feed") == 0

    out = capsys.readouterr().out
    assert not {"\x1b", "\u202e"} & {*out}
    assert "[red]" in out


def test_a_queue_without_an_alarm_says_so(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.dies("m1", event("e1"), UNDELIVERED)

    world.run("inspect", "undelivered")

    assert "no alarm on this queue names a section" in rows(capsys)[-1]


@pytest.mark.parametrize("word", ["feed", "events/feed", DEAD, f"{PREFIX}{DEAD}"])
def test_a_queue_has_several_names(
    world: World, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    assert world.run("inspect", word) == 0
    assert capsys.readouterr().out == "no dead letters in events/feed\n"


def test_an_environment_that_is_not_deployed_says_how_to(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.aws.answers["ListStacks"] = lambda _: {"StackSummaries": []}

    assert world.run("list") == 2
    assert capsys.readouterr().err == (
        "no stack of local is deployed in us-east-1: deploy it first with make up\n"
    )
