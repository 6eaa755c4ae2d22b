"""The gate: a compressed model ships only if it is smaller, and right about as often."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workloads.compression.models import figures
from workloads.compression import Allowance, Figures, Verdict, judge

SMALLER = figures(disk_bytes=200)


def test_one_that_is_smaller_and_as_often_right_is_accepted() -> None:
    assert judge(figures(), SMALLER, Allowance()) == Verdict()


def test_losing_what_is_allowed_exactly_is_allowed() -> None:
    assert judge(
        figures(), figures(disk_bytes=200, correct=97), Allowance(accuracy_loss=0.01)
    ).accepted


@pytest.mark.parametrize(
    ("but", "allow", "because"),
    [
        (
            {"correct": 96},
            {},
            "accuracy falls by 0.0200, from 0.9800 to 0.9600: more than 0.01 is not allowed",
        ),
        ({"disk_bytes": 1000}, {}, "the file is not smaller: 1000 bytes, from 1000"),
        (
            {"disk_bytes": 400},
            {"times_smaller": 3.0},
            "the file is 2.50 times smaller: at least 3.0 is asked for",
        ),
        (
            {"single_ms": 2.5},
            {"times_slower": 2.0},
            "one sample takes 2.500 ms, 1.000 ms before: more than 2.0 times is not allowed",
        ),
        (
            {"rows": 99},
            {},
            "accuracy must be measured on the same held-out rows: 100 before, 99 after",
        ),
    ],
)
def test_what_speaks_against_it_is_said(
    but: dict[str, float], allow: dict[str, float], because: str
) -> None:
    after = figures(**{"disk_bytes": 200, **but})
    verdict = judge(figures(), after, Allowance(**allow))
    assert not verdict.accepted
    assert verdict.reasons == (because,)


def test_all_that_speaks_against_it_is_said_at_once() -> None:
    verdict = judge(figures(), figures(correct=1), Allowance())
    assert len(verdict.reasons) == 2


def test_measured_on_no_rows_it_is_not_accepted() -> None:
    none = {"rows": 0, "correct": 0}
    assert not judge(figures(**none), figures(disk_bytes=200, **none), Allowance()).accepted


@pytest.mark.parametrize("loss", [0.01, 0.02, 0.03, 0.07, 0.29, 0.57])
def test_a_loss_counts_as_it_is_written(loss: float) -> None:
    """0.29 * 100 is 28.999999999999996 to a computer; it is 29 rows to whoever wrote it."""
    lost = round(loss * 100)
    allow = Allowance(accuracy_loss=loss)
    assert judge(figures(), figures(disk_bytes=200, correct=98 - lost), allow).accepted
    assert not judge(figures(), figures(disk_bytes=200, correct=97 - lost), allow).accepted


RESULTS = st.builds(
    figures,
    disk_bytes=st.integers(1, 1200),
    correct=st.integers(0, 100),
    single_ms=st.floats(0.1, 4),
)
ALLOWANCES = st.builds(
    Allowance,
    accuracy_loss=st.floats(0, 1),
    times_smaller=st.floats(1, 10),
    times_slower=st.none() | st.floats(0.1, 4),
)


@given(one=RESULTS, other=RESULTS, allow=ALLOWANCES)
def test_what_is_better_in_every_way_is_accepted_where_the_worse_is(
    one: Figures, other: Figures, allow: Allowance
) -> None:
    better = figures(
        disk_bytes=min(one.disk_bytes, other.disk_bytes),
        correct=max(one.correct, other.correct),
        single_ms=min(one.single_ms, other.single_ms),
    )
    assert judge(figures(), better, allow).accepted >= judge(figures(), one, allow).accepted


@given(after=RESULTS, one=ALLOWANCES, other=ALLOWANCES)
def test_who_allows_more_accepts_what_one_who_allows_less_does(
    after: Figures, one: Allowance, other: Allowance
) -> None:
    slower = (one.times_slower, other.times_slower)
    wider = Allowance(
        accuracy_loss=max(one.accuracy_loss, other.accuracy_loss),
        times_smaller=min(one.times_smaller, other.times_smaller),
        times_slower=None if None in slower else max(each for each in slower if each is not None),
    )
    assert judge(figures(), after, wider).accepted >= judge(figures(), after, one).accepted
