"""The optimum is exact: nothing that could be tried is cheaper, and it can be had."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ops.bench.deadlines.cases import Job
from ops.bench.deadlines.optimum import optimum


def least_of_all(job: Job, available: list[list[bool]]) -> float:
    """By trying every choice at every tick: 0 is to wait, 1 is on-demand, then the zones."""
    choices = range(len(available) + 2)
    return min(_cost(job, available, tried) for tried in product(choices, repeat=job.ticks))


def _cost(job: Job, available: list[list[bool]], tried: tuple[int, ...]) -> float:
    work, restart, spent, before = job.work, 0, 0.0, 0
    for tick, choice in enumerate(tried):
        if choice > 1 and not available[choice - 2][tick]:
            return float("inf")
        if choice and choice != before:
            restart = job.restart
        before = choice
        if not choice:
            continue
        time = min(job.length(tick), restart + work)
        spent += time * (1.0 if choice == 1 else job.spot_price)
        restart, work = max(0, restart - time), work - max(0, time - restart)
        if not work:
            return spent
    return float("inf")


@settings(max_examples=60, deadline=None)
@given(
    gap=st.integers(1, 6),
    restart=st.integers(0, 9),
    work=st.integers(1, 20),
    deadline=st.integers(4, 30),
    zones=st.lists(st.lists(st.booleans(), min_size=6, max_size=6), min_size=1, max_size=2),
)
def test_no_sequence_of_choices_is_cheaper(
    gap: int, restart: int, work: int, deadline: int, zones: list[list[bool]]
) -> None:
    deadline = min(deadline, gap * (6 if len(zones) == 1 else 5))
    job = Job(work=work, deadline=deadline, gap=gap, restart=restart)

    assert optimum(job, np.array(zones)) == pytest.approx(least_of_all(job, zones))


def test_spot_all_the_time_costs_its_price() -> None:
    job = Job(work=6 * 3600, deadline=7 * 3600, gap=195)

    always = np.ones((1, job.ticks), dtype=np.bool_)
    assert optimum(job, always) == pytest.approx(0.33 * (6 * 3600 + 360))


def test_no_spot_at_all_costs_on_demand() -> None:
    job = Job(work=6 * 3600, deadline=7 * 3600, gap=195)

    assert optimum(job, np.zeros((2, job.ticks), dtype=np.bool_)) == job.on_demand_cost
