"""When there are too many for one round, everybody is looked at in turn."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from millrace.domain.reconciling.rounds import EVERY, LATELY, LONG, Round
from tests.lambda_.reconciling.quiet import QUIET

MOST = 10
IDS = [f"job-{number}" for number in range(60)]


def round_(number: int) -> Round:
    return Round(number=number, now=QUIET)


def test_a_few_are_all_looked_at_in_every_round() -> None:
    few = dict.fromkeys(IDS[:MOST], 1)

    assert all({*round_(number).share(few, most=MOST)} == {*few} for number in range(9))


@given(st.lists(st.integers(1, len(IDS)), min_size=8, max_size=8), st.integers(0, 10**6))
def test_nobody_waits_longer_than_there_are_parts_however_many_come_and_go(
    counts: list[int], first: int
) -> None:
    """60 make 8 parts of 10 at most; job-0 is there all the time."""
    looked_at = [
        IDS[0] in round_(first + number).share(dict.fromkeys(IDS[:count], 1), most=MOST)
        for number, count in enumerate(counts)
    ]

    assert any(looked_at)


def test_a_round_has_about_as_many_as_it_may() -> None:
    many = dict.fromkeys((f"job-{number}" for number in range(100_000)), 1)

    assert 1_500 < len(round_(7).share(many, most=2_000)) < 2_100


def test_what_weighs_more_than_a_round_may_hold_comes_in_its_turn() -> None:
    heavy = {"array": 10_000, "job": 1}

    assert sum("array" in round_(number).share(heavy, most=5_000) for number in range(4)) == 1


def test_the_order_changes_so_that_a_round_which_breaks_off_leaves_out_others() -> None:
    few = dict.fromkeys(IDS[:MOST], 1)

    assert len({round_(number).share(few, most=MOST)[0] for number in range(30)}) > 3


def test_a_second_try_is_the_same_round() -> None:
    tries = [Round.of(QUIET, now=QUIET + timedelta(minutes=late)) for late in (0, 3)]

    assert tries[0].number == tries[1].number
    assert Round.of(QUIET + EVERY, now=QUIET).number == tries[0].number + 1


@pytest.mark.parametrize(("number", "back"), [(24, LONG), (25, LATELY), (35, LATELY)])
def test_one_round_of_an_hour_looks_back_a_day(number: int, back: timedelta) -> None:
    assert round_(number).looks_back_to == QUIET - back
