"""An alarm's state follows from its datapoints as CloudWatch's guide tabulates it."""

from collections.abc import Sequence

import pytest

from local.patches.alarm_evaluation import Limit, Point, datapoints, state

NOW = 1_000_000 * 60 + 30.0
TREATMENTS = ("missing", "ignore", "breaching", "notBreaching")
KEPT = "as it was"
VALUES = {"X": 9.0, "0": 0.0, "-": None}


def limit(
    *,
    period_s: int = 60,
    periods: int = 1,
    needed: int = 1,
    missing: str = "notBreaching",
    comparison: str = "GreaterThanThreshold",
) -> Limit:
    return Limit(
        comparison=comparison,
        threshold=1,
        period_s=period_s,
        periods=periods,
        needed=needed,
        missing=missing,
    )


def at(*seconds: float) -> list[Point]:
    """One of value 1 at each moment, counted from now."""
    return [{"Timestamp": NOW + one} for one in seconds]


def count(points: Sequence[Point]) -> float:
    return float(len(points))


@pytest.mark.parametrize(
    ("needed", "oldest_first", "states"),
    [
        (3, "0 - X - X", "OK OK OK OK"),
        (3, "- - - - 0", "OK OK OK OK"),
        (3, "- - - - -", "INSUFFICIENT_DATA kept ALARM OK"),
        (3, "0 X X - X", "ALARM ALARM ALARM ALARM"),
        (3, "- - X - -", "ALARM kept ALARM OK"),
        (3, "- - - - X", "kept kept ALARM OK"),
        (2, "0 - X - X", "ALARM ALARM ALARM ALARM"),
        (2, "0 0 X 0 X", "ALARM ALARM ALARM ALARM"),
        (2, "0 - X - -", "OK OK ALARM OK"),
        (2, "- - - - 0", "OK OK ALARM OK"),
        (2, "- - - X -", "ALARM kept ALARM OK"),
    ],
)
def test_missing_data_is_treated_as_the_alarm_says(
    needed: int, oldest_first: str, states: str
) -> None:
    found = [VALUES[one] for one in reversed(oldest_first.split())]
    seen = [
        state(found, limit(periods=3, needed=needed, missing=one), before=KEPT)
        for one in TREATMENTS
    ]

    assert seen == [KEPT if one == "kept" else one for one in states.split()]


@pytest.mark.parametrize(
    ("comparison", "breaching"),
    [
        ("GreaterThanThreshold", [2]),
        ("GreaterThanOrEqualToThreshold", [1, 2]),
        ("LessThanThreshold", [0]),
        ("LessThanOrEqualToThreshold", [0, 1]),
    ],
)
def test_the_comparison_is_that_of_the_alarm(comparison: str, breaching: Sequence[float]) -> None:
    its = limit(comparison=comparison)

    assert [one for one in (0, 1, 2) if state([one], its, before="OK") == "ALARM"] == breaching


def test_datapoints_are_those_of_whole_minutes_and_the_one_under_way() -> None:
    points = at(0, -29, -31, -91, -92, -1000)

    assert datapoints(points, limit(), value=count, now=NOW) == [2, 1, 2]


def test_an_alarm_on_too_little_waits_until_the_minute_is_whole() -> None:
    its = limit(comparison="LessThanThreshold")

    assert datapoints(at(0, -31), its, value=count, now=NOW) == [1, None, None]


@pytest.mark.parametrize(("period_s", "silent_s"), [(10, 30), (60, 180), (3600, 3 * 3600)])
def test_an_alarm_ends_when_its_metric_has_been_silent(period_s: int, silent_s: int) -> None:
    its = limit(period_s=period_s)

    def state_after(seconds: float) -> str:
        found = datapoints(at(0, 0), its, value=count, now=NOW + seconds)
        return state(found, its, before="ALARM")

    assert state_after(0) == "ALARM"
    assert state_after(silent_s - period_s) == "ALARM"
    assert state_after(silent_s) == "OK"
