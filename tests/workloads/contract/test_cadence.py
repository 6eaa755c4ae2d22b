"""Checkpoints are as frequent as their cost and the interruptions make sense."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workloads.contract import Cadence, interval_s
from workloads.contract.cadence import CadenceError


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def written(cadence: Cadence, clock: Clock, *, took_s: float) -> None:
    with cadence.writing():
        clock.now += took_s


def expected_s(work_s: float, write_s: float, mean_s: float) -> float:
    """Daly's model: how long a second of work takes in the end, if a restart costs nothing."""
    return mean_s * (math.expm1((work_s + write_s) / mean_s)) / work_s


@settings(deadline=None)
@given(st.floats(0.01, 100), st.floats(1000, 100_000))
def test_no_other_interval_is_much_better(write_s: float, mean_s: float) -> None:
    chosen = expected_s(interval_s(write_s, mean_s), write_s, mean_s)
    for factor in (0.5, 0.8, 1.25, 2):
        other = expected_s(interval_s(write_s, mean_s) * factor, write_s, mean_s)
        assert chosen <= other * 1.0001


def test_a_write_of_ten_seconds_in_hosts_that_live_four_hours() -> None:
    assert interval_s(10, 4 * 3600) == pytest.approx(530, abs=1)


def test_where_a_write_takes_as_long_as_hosts_live_it_is_one_a_life() -> None:
    assert interval_s(200, 100) == 100


@pytest.mark.parametrize(("write_s", "mean_s"), [(-1, 10), (1, 0), (1, -5)])
def test_times_that_make_no_sense_are_refused(write_s: float, mean_s: float) -> None:
    with pytest.raises(CadenceError, match=f"got {write_s} s and {mean_s} s"):
        interval_s(write_s, mean_s)


@pytest.mark.parametrize("told", ["0", "-1", "soon", "nan"])
def test_a_setting_that_is_no_time_is_refused(told: str) -> None:
    with pytest.raises(
        CadenceError, match=f"INTERRUPTIONS must be more than 0 seconds, got '{told}'"
    ):
        Cadence.from_environment({"MEAN_SECONDS_BETWEEN_INTERRUPTIONS": told})


def test_hosts_that_live_shorter_are_saved_from_more_often() -> None:
    clock = Clock()
    cadence = Cadence.from_environment({"MEAN_SECONDS_BETWEEN_INTERRUPTIONS": "100"}, clock=clock)
    written(cadence, clock, took_s=1)
    assert cadence.interval_s() == pytest.approx(interval_s(1, 100))


def test_the_first_is_due_at_once() -> None:
    assert Cadence(clock=Clock()).is_due()


def test_the_next_is_due_after_the_interval_of_the_measured_write() -> None:
    clock = Clock()
    cadence = Cadence(clock=clock)
    written(cadence, clock, took_s=10)
    clock.now += 529
    assert not cadence.is_due()
    clock.now += 2
    assert cadence.is_due()


def test_writes_that_take_longer_become_rarer() -> None:
    clock = Clock()
    cadence = Cadence(clock=clock)
    written(cadence, clock, took_s=1)
    before = cadence.interval_s()
    written(cadence, clock, took_s=9)
    assert cadence.interval_s() > before


def test_a_warned_job_saves_more_often() -> None:
    clock = Clock()
    cadence = Cadence(clock=clock)
    written(cadence, clock, took_s=1)
    assert cadence.interval_s(warned=True) < 16 < cadence.interval_s()


def test_a_store_that_writes_in_no_time_is_not_written_all_the_time() -> None:
    clock = Clock()
    cadence = Cadence(clock=clock, at_least_s=2)
    written(cadence, clock, took_s=0)
    clock.now += 1
    assert not cadence.is_due()
    assert cadence.age_s == 1
