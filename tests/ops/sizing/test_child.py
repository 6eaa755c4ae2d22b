"""A child under interruptions: what it costs, what checkpoints save, when it runs out."""

from dataclasses import replace
from math import exp, inf, sqrt

import pytest

from ops.sizing.checkpoints import interval, pieces
from ops.sizing.child import Child
from ops.sizing.work import Terms, Work, WorkError
from tests.ops.sizing.works import HOURS, ON_DEMAND, SPOT


def test_without_interruptions_a_child_takes_its_start_up_and_its_items() -> None:
    assert Child(25, HOURS, ON_DEMAND).expected_seconds == 60 + 250


def test_a_child_without_checkpoints_begins_again_each_time() -> None:
    rate, length = 0.3 / 3600, 60 + 250

    child = Child(25, HOURS, SPOT)

    assert child.expected_seconds == pytest.approx((exp(rate * length) - 1) / rate)
    assert child.risk == pytest.approx((1 - exp(-rate * length)) ** 4)


def test_young_and_daly_write_the_more_often_the_cheaper_it_is() -> None:
    hour, rate = 3600.0, 1 / 3600

    assert interval(10, rate) == pytest.approx(sqrt(2 * 10 * hour), rel=0.05)
    assert interval(1, rate) < interval(10, rate) < interval(100, rate)
    assert interval(10, 0) == inf
    assert interval(3 * hour, rate) == hour


def test_the_interval_of_young_and_daly_is_nearly_the_best_there_is() -> None:
    work = Work(items=1, seconds_per_item=100_000, startup_seconds=60)
    terms = replace(SPOT, checkpoint_seconds=20)
    chosen = Child(1, work, terms)
    every = [_with_pieces(count, work, terms) for count in range(1, 400)]

    assert chosen.expected_seconds <= min(every) * 1.001


def _with_pieces(count: int, work: Work, terms: Terms) -> float:
    child = Child(1, work, terms)
    child.__dict__["pieces"] = count
    return child.expected_seconds


def test_work_without_interruptions_is_never_cut_for_checkpoints() -> None:
    assert pieces(1_000_000, 10, 0) == 1


def test_checkpoints_make_a_long_child_cheaper_and_safer() -> None:
    work = Work(items=1, seconds_per_item=20_000, startup_seconds=60)
    without, with_them = Child(1, work, SPOT), Child(1, work, replace(SPOT, checkpoint_seconds=10))

    assert with_them.pieces > 10
    assert with_them.expected_seconds < without.expected_seconds
    assert with_them.risk < without.risk


def test_a_child_that_can_hardly_end_costs_without_bound() -> None:
    endless = Child(1, Work(items=1, seconds_per_item=1e9), SPOT)

    assert endless.expected_seconds == inf
    assert endless.risk == pytest.approx(1)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"items": 0}, "items must be at least 1, got 0"),
        ({"seconds_per_item": 0}, "seconds_per_item must be a number above 0, got 0"),
        ({"seconds_per_item": inf}, "seconds_per_item must be a number above 0, got inf"),
    ],
)
def test_work_that_is_none_is_refused(wrong: dict[str, float], sentence: str) -> None:
    with pytest.raises(WorkError) as refused:
        replace(HOURS, **wrong)  # type: ignore[arg-type]

    assert str(refused.value) == sentence
