"""python -m ops.redrive purge: nothing goes without a reason, or without a trace."""

import gzip
import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.ops.redrive.world import DEAD, World, event


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)


@pytest.fixture
def letters(world: World) -> World:
    world.dies("m1", event("e1"), reason="detail must be an object")
    world.dies("m2", "{broken", reason="not JSON")
    return world


@pytest.mark.parametrize("reason", [(), ("--reason", "  ")])
def test_without_a_reason_nothing_is_asked_for_at_all(
    letters: World, capsys: pytest.CaptureFixture[str], reason: tuple[str, ...]
) -> None:
    assert letters.run("purge", "feed", "--yes", *reason) == 2
    assert 'needs a reason, which is kept: --reason "why"' in capsys.readouterr().err
    assert letters.aws.asked == []


def test_what_is_purged_is_kept_with_who_when_and_why(letters: World) -> None:
    assert letters.run("purge", "feed", "--yes", "--reason", "a test's") == 0

    [(where, body)] = letters.kept.items()
    assert where == "s3://logs/redrive/local/events/feed/2026-11-16T210000.000000Z.jsonl.gz"
    first, second = map(json.loads, gzip.decompress(body).decode().splitlines())
    assert (first["body"], second["body"]) == (event("e1"), "{broken")
    assert first["because"] == "a test's"
    assert first["purged_by"] == "arn:aws:sts::1:assumed-role/Dev/alice"
    assert first["purged_at"] == "2026-11-16T21:00:00+00:00"
    assert first["attributes"] == {"reason": "detail must be an object"}
    assert letters.letters[DEAD] == {}


def test_nothing_is_removed_that_could_not_be_kept(letters: World) -> None:
    def lost(_asked: Any) -> Mapping[str, Any]:
        raise KeyboardInterrupt

    letters.aws.answers["PutObject"] = lost
    with pytest.raises(KeyboardInterrupt):
        letters.run("purge", "feed", "--yes", "--reason", "x")

    assert [*letters.letters[DEAD]] == ["m1", "m2"]
    assert letters.hidden == set()


@pytest.mark.parametrize(
    ("options", "left"),
    [
        (("--matching", "JSON"), ["m1"]),
        (("--message", "m1"), ["m2"]),
        (("--matching", "nothing like it"), ["m1", "m2"]),
    ],
)
def test_only_what_is_meant_goes(letters: World, options: tuple[str, ...], left: list[str]) -> None:
    assert letters.run("purge", "feed", "--yes", "--reason", "x", *options) == 0
    assert [*letters.letters[DEAD]] == left
    assert not letters.hidden & {*left}


@pytest.mark.parametrize(
    ("answer", "code", "left"), [("y", 0, []), ("n", 1, ["m1", "m2"]), ("", 1, ["m1", "m2"])]
)
@pytest.mark.usefixtures("at_a_terminal")
def test_a_person_is_asked(letters: World, answer: str, code: int, left: list[str]) -> None:
    assert letters.run("purge", "feed", "--reason", "x", answer=answer) == code
    assert letters.asked == ["purge 2 letters of events/feed in local? [y/N] "]
    assert [*letters.letters[DEAD]] == left


@pytest.mark.usefixtures("at_a_terminal")
def test_a_letter_that_comes_while_a_person_thinks_is_not_purged(letters: World) -> None:
    letters.meanwhile = lambda: letters.dies("m3", event("e3"))

    assert letters.run("purge", "feed", "--reason", "x", answer="y") == 0
    assert [*letters.letters[DEAD]] == ["m3"]


def test_where_nobody_can_be_asked_consent_is_an_option(
    letters: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)

    assert letters.run("purge", "feed", "--reason", "x") == 2
    assert capsys.readouterr().err == "nobody is there to be asked: add --yes\n"
