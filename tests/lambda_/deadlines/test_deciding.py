"""Spot where it is worth its restarts, on-demand where time or spot runs short; and why."""

import time
from datetime import timedelta

import pytest

from millrace.domain.deadlines import OnDemand, Past, Run, Spot, Wait, decide
from tests.lambda_.deadlines.worlds import NOON, RESTART, past, situation

HOUR = timedelta(hours=1)
STEADY = past({"a": [True] * 600})
RARE = past({"a": ([True] * 2 + [False] * 60) * 10})
FLAPPING = past({"a": ([True] + [False] * 2) * 200 + [True]})
ON_DEMAND = Run(zone=None, since=NOON - HOUR)


def test_spot_that_stays_is_taken_and_the_decision_says_why() -> None:
    decision = decide(situation(STEADY, work=6 * HOUR, slack=3 * HOUR))

    assert decision.choice == Spot("a")
    assert decision.on_demand_by == NOON + 3 * HOUR
    assert decision.because.startswith("spot in a: 3.0 h of slack left, such a run lasts ")
    assert decision.because.endswith("more in the median, on-demand must begin by 15:00")


def test_without_slack_it_is_on_demand_whatever_spot_does() -> None:
    decision = decide(situation(STEADY, work=6 * HOUR, slack=-timedelta(seconds=1)))

    assert decision.choice == OnDemand()
    assert decision.because == "on-demand: it had to begin by 11:59, and no slack is left"


def test_spot_that_is_gone_before_it_works_is_not_taken() -> None:
    decision = decide(situation(FLAPPING, work=6 * HOUR, slack=HOUR, running=ON_DEMAND))

    assert decision.choice == OnDemand()
    assert "spot in a is not worth a restart" in decision.because


def test_on_demand_is_left_for_spot_that_stays() -> None:
    asked = situation(STEADY, work=6 * HOUR, slack=HOUR, running=ON_DEMAND)

    assert decide(asked).choice == Spot("a")


def test_on_demand_is_never_left_to_wait() -> None:
    soon = past({"a": ([True] * 100 + [False] * 3) * 8})

    asked = situation(soon, work=6 * HOUR, slack=6 * HOUR, running=ON_DEMAND)
    assert decide(asked).choice == OnDemand()


def test_on_demand_is_not_left_when_the_way_back_would_be_too_late() -> None:
    asked = situation(STEADY, work=6 * HOUR, slack=RESTART / 2, running=ON_DEMAND)

    assert decide(asked).choice == OnDemand()


def test_a_drought_that_ends_soon_is_waited_out() -> None:
    soon = past({"a": ([True] * 100 + [False] * 3) * 8})
    decision = decide(situation(soon, work=6 * HOUR, slack=6 * HOUR))

    assert decision.choice == Wait()
    assert "no spot for 10 min, waiting is cheaper" in decision.because


def test_slack_that_spot_will_need_is_not_spent_on_waiting() -> None:
    half = past({"a": ([True] * 40 + [False] * 40) * 12})
    decision = decide(situation(half, work=24 * HOUR, slack=HOUR))

    assert decision.choice == OnDemand()
    assert decision.because.endswith("no spot for 3.2 h, the slack is kept for later")


def test_of_two_zones_it_takes_the_one_whose_runs_last() -> None:
    both = past({"a": ([True] * 3 + [False] * 3) * 60 + [True], "b": [False] + [True] * 360})

    assert decide(situation(both, work=6 * HOUR, slack=2 * HOUR)).choice == Spot("b")


def test_a_run_is_not_moved_between_zones_that_are_alike() -> None:
    both = past({"a": [True] * 300, "b": [True] * 300})
    running = Run(zone="b", since=NOON - HOUR)

    asked = situation(both, work=6 * HOUR, slack=2 * HOUR, running=running)
    assert decide(asked).choice == Spot("b")


def test_a_reclaimed_run_is_no_run() -> None:
    lost = past({"a": [True] * 300 + [False]})
    running = Run(zone="a", since=NOON - HOUR)

    asked = situation(lost, work=6 * HOUR, slack=2 * HOUR, running=running)
    assert decide(asked).choice in (Wait(), OnDemand())


def test_done_work_waits_for_nothing() -> None:
    decision = decide(situation(STEADY, work=timedelta(), slack=HOUR))

    assert decision.choice == Wait()
    assert decision.because == "the work is done"


def test_a_job_that_has_lost_its_stake_leaves_on_demand_no_more() -> None:
    asked = situation(STEADY, work=6 * HOUR, slack=HOUR, running=ON_DEMAND, saved=-3 * RESTART)

    assert decide(asked).choice == OnDemand()


def test_a_plan_serves_the_next_tick_and_changes_nothing() -> None:
    first = decide(situation(RARE, work=6 * HOUR, slack=2 * HOUR))
    assert first.plan is not None
    asked = situation(RARE, work=5.9 * HOUR, slack=2 * HOUR)

    again = decide(asked, first.plan)
    assert again.plan is first.plan
    assert again.choice == decide(asked).choice


@pytest.mark.parametrize("change", ["a longer deadline", "another zone"])
def test_a_plan_for_another_job_is_made_anew(change: str) -> None:
    first = decide(situation(STEADY, work=6 * HOUR, slack=2 * HOUR))
    longer = situation(STEADY, work=9 * HOUR, slack=4 * HOUR)
    elsewhere = situation(Past(), work=6 * HOUR, slack=2 * HOUR, available={"b": True})

    asked = longer if change == "a longer deadline" else elsewhere
    assert decide(asked, first.plan).plan is not first.plan


def test_a_decision_with_three_zones_and_two_days_is_made_in_a_moment() -> None:
    zones = {zone: ([True] * 20 + [False] * 9) * 20 for zone in "abc"}
    asked = situation(past(zones), work=24 * HOUR, slack=24 * HOUR)
    began = time.process_time()

    decision = decide(asked)
    planned = time.process_time()
    decide(asked, decision.plan)

    assert planned - began < 0.25
    assert time.process_time() - planned < 0.02
