"""Recorders and actors are killed, throttled and not answered, and every order is done once."""

import pytest

from tests.lambda_.acting.faults import Rates
from tests.lambda_.acting.storm import Report, storm

EVENTS = 200
WORST = Rates(
    killed_before=0.08, killed_after=0.08, throttled=0.08, unanswered=0.08, duplicated=0.1
)


@pytest.fixture(scope="module", params=[11, 12])
def report(request: pytest.FixtureRequest) -> Report:
    return storm(EVENTS, seed=request.param)


def test_nothing_is_lost(report: Report) -> None:
    assert (report.lost, report.missing) == (0, 0)


def test_nothing_is_done_twice(report: Report) -> None:
    assert report.doubles == 0


def test_a_notice_that_comes_again_says_so(report: Report) -> None:
    assert report.notices_unmarked == 0


def test_under_one_in_a_thousand_good_events_is_set_aside(report: Report) -> None:
    assert report.dead_share < 0.001


def test_the_storm_was_one(report: Report) -> None:
    assert report.orders > 20
    assert all(count > 5 for count in report.faults.values())


def test_without_the_token_the_same_storm_does_things_twice() -> None:
    """Else it would prove nothing of the token."""
    doubles = [storm(EVENTS, seed=seed, rates=WORST, is_blind=True).doubles for seed in (1, 2)]

    assert sum(doubles) > 0
