"""The formulas agree with a simulation: cost within 2 %, time within 15 %, risk within a fifth."""

from dataclasses import replace

import pytest

from ops.sizing.plan import Plan
from ops.sizing.work import Work
from tests.ops.sizing.simulation import share_that_ran_out, simulated
from tests.ops.sizing.works import HOURS, SPOT

SEED = 20261121
SPREAD = replace(HOURS, spread_seconds=5)
ONE_WAVE = Work(items=300, seconds_per_item=30, startup_seconds=120)
LONG = Work(items=2000, seconds_per_item=10, startup_seconds=60)
SLOW_START = replace(LONG, startup_seconds=900)
OFTEN = replace(SPOT, interruptions_per_hour=1, checkpoint_seconds=5)


@pytest.mark.parametrize(
    "plan",
    [
        Plan(10, HOURS, SPOT),
        Plan(50, HOURS, SPOT),
        Plan(125, HOURS, SPOT),
        Plan(50, SPREAD, SPOT),
        Plan(10, HOURS, replace(SPOT, interruptions_per_hour=2)),
        Plan(20, LONG, OFTEN),
        Plan(100, LONG, OFTEN),
        Plan(250, LONG, OFTEN),
        Plan(100, SLOW_START, OFTEN),
        Plan(3, ONE_WAVE, replace(SPOT, at_once=100)),
        Plan(10, ONE_WAVE, replace(SPOT, at_once=100)),
    ],
    ids=lambda plan: f"{plan.children} children of {plan.chunk} items",
)
def test_cost_and_time_are_what_a_simulation_makes_them(plan: Plan) -> None:
    lived = simulated(plan, runs=200, seed=SEED)

    assert plan.paid_seconds == pytest.approx(lived.paid_seconds, rel=0.02)
    assert plan.seconds == pytest.approx(lived.seconds, rel=0.15)


@pytest.mark.parametrize(
    "plan",
    [
        Plan(125, HOURS, replace(SPOT, interruptions_per_hour=1, attempts=3)),
        Plan(250, LONG, replace(OFTEN, attempts=3)),
    ],
    ids=["without checkpoints", "with checkpoints"],
)
def test_a_child_runs_out_of_attempts_as_often_as_in_a_simulation(plan: Plan) -> None:
    assert plan.risk == pytest.approx(share_that_ran_out(plan, runs=2000, seed=SEED), rel=0.2)
