"""The past is kept look by look, and tells what all looks together would."""

from datetime import timedelta

import pytest

from millrace.domain.deadlines import Past, dump, load
from millrace.domain.deadlines.chances import UNSEEN, Chances
from millrace.domain.deadlines.stretches import AGES
from tests.lambda_.deadlines.worlds import NOON, TICK, past

HOUR = 12


def test_looks_that_come_one_by_one_tell_what_they_tell_together() -> None:
    ups = {"a": [True] * 3 + [False] * 4 + [True], "b": [False] * 6 + [True] * 2}
    together = Past.of(
        {
            zone: [(NOON - (7 - at) * TICK, up) for at, up in enumerate(seen)]
            for zone, seen in ups.items()
        }
    )

    assert past(ups) == together
    assert together.zones["a"].age == 0
    assert together.zones["b"].age == TICK.total_seconds()


def test_a_look_that_was_seen_already_changes_nothing() -> None:
    known = past({"a": [True, True]})

    assert known.seen(NOON, {"a": False}) is known
    assert known.seen(NOON - TICK, {"a": False}) is known


def test_a_stretch_that_nobody_watched_the_end_of_has_lived_and_not_ended() -> None:
    known = past({"a": [True] * 4}).seen(NOON + timedelta(hours=5), {"a": False})
    lived, ended = known.zones["a"].count(up=True)

    assert sum(lived) == 3 * TICK.total_seconds()
    assert sum(ended) == 0
    assert not known.zones["a"].up
    assert known.zones["a"].age == 0


def test_what_lived_is_told_by_its_age() -> None:
    lived, ended = past({"a": [True] * HOUR * 2 + [False]}).zones["a"].count(up=True)

    assert lived == (AGES[1], AGES[2] - AGES[1], 2 * 3600 - AGES[2], 0.0)
    assert ended == (0.0, 0.0, 1.0, 0.0)


def test_with_nothing_seen_half_of_all_runs_grow_four_times_as_old() -> None:
    chances = Chances.after(Past(), ["a"])

    assert chances.spot == pytest.approx(UNSEEN)
    assert chances.residual("a", AGES[1]) == pytest.approx(AGES[2] - AGES[1])
    assert chances.residual("a", AGES[2]) == pytest.approx(AGES[3] - AGES[2])


def test_much_evidence_outweighs_what_was_expected() -> None:
    flapping = past({"a": ([True] * 2 + [False] * 2) * 100})
    steady = past({"a": [True] * 2000})

    assert Chances.after(flapping, ["a"]).residual("a", 0) < 10 * 60
    assert Chances.after(steady, ["a"]).residual("a", AGES[3]) > 48 * 3600


def test_what_follows_a_loss_is_learnt_from_the_neighbours() -> None:
    turns = {"a": ([True] * 6 + [False] * 6) * 20, "b": ([False] * 6 + [True] * 6) * 20}
    alike = {"a": ([True] * 6 + [False] * 6) * 20, "b": ([True] * 6 + [False] * 6) * 20}

    assert Chances.after(past(turns), ["a", "b"]).caught[0] > 0.9
    assert Chances.after(past(alike), ["a", "b"]).caught[1] < 0.1


def test_the_past_is_kept_as_text_of_a_size_that_does_not_grow() -> None:
    short = past({"a": ([True] * 6 + [False] * 6) * 2, "b": [True] * 24})
    long = past({"a": ([True] * 6 + [False] * 6) * 90, "b": [True] * 1080})

    assert load(dump(long)) == long
    assert load(dump(Past())) == Past()
    assert len(dump(long)) < len(dump(short)) + 40
