"""On any trace the deadline holds, and no job costs more than on-demand and its stake."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from millrace.domain.deadlines import Situation, decide
from millrace.domain.deadlines.safety import STAKE
from ops.bench.deadlines.cases import Case, Job
from ops.bench.deadlines.optimum import optimum
from ops.bench.deadlines.policies import POLICIES, Ours
from ops.bench.deadlines.replay import replay
from ops.bench.deadlines.running import pasts
from ops.bench.deadlines.traces import Group, Trace

Ticks = st.lists(st.tuples(st.booleans(), st.integers(1, 9)), min_size=1, max_size=12).map(
    lambda runs: tuple(up for up, length in runs for _ in range(length))
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    gap = draw(st.sampled_from([60, 195, 300, 600, 1800]))
    restart = draw(st.sampled_from([0, 60, 360, 1000]))
    work = draw(st.integers(1, 40 * gap))
    job = Job(
        work=work,
        deadline=work + restart + draw(st.integers(0, 20 * gap)),
        gap=gap,
        restart=restart,
        spot_price=draw(st.sampled_from([0.1, 0.33, 0.9])),
    )
    zones = draw(st.lists(Ticks, min_size=1, max_size=3))
    group = Group("here", tuple(Trace(f"z{at}", "here", gap, up) for at, up in enumerate(zones)))
    return Case(group, job, 1.0, draw(st.integers(0, 30)))


@settings(max_examples=150, deadline=None)
@given(cases())
def test_no_deadline_is_missed_on_any_trace(case: Case) -> None:
    for policy in POLICIES.values():
        assert not replay(case, policy(case.job), pasts(case.group)).missed


@settings(max_examples=100, deadline=None)
@given(cases())
def test_nothing_costs_more_than_on_demand_and_the_stake_nor_less_than_the_optimum(
    case: Case,
) -> None:
    least = optimum(case.job, case.available)
    cost = replay(case, Ours(), pasts(case.group)).cost

    assert least - 1e-6 <= cost <= case.job.on_demand_cost + STAKE * case.job.restart + 1e-6


def test_spot_that_always_goes_at_once_costs_no_more_than_the_stake() -> None:
    ups = tuple(at % 3 == 0 for at in range(400))
    group = Group("here", (Trace("a", "here", 195, ups),))
    job = Job(work=12 * 3600, deadline=24 * 3600, gap=195)

    outcome = replay(Case(group, job, 2.0, 0), Ours(), pasts(group))

    assert job.on_demand_cost < outcome.cost <= job.on_demand_cost + STAKE * job.restart
    assert np.isclose(optimum(job, Case(group, job, 2.0, 0).available), job.on_demand_cost)


@settings(max_examples=50, deadline=None)
@given(cases())
def test_the_future_of_a_trace_changes_no_decision(case: Case) -> None:
    seen: list[object] = []

    def told(situation: Situation) -> object:
        seen.append(decide(situation).choice)
        return seen[-1]

    ahead = case.start + case.job.ticks // 2
    blind = tuple(
        Trace(trace.name, trace.region, trace.gap, trace.seen[:ahead])
        for trace in case.group.traces
    )
    replay(case, told, pasts(case.group))  # type: ignore[arg-type]
    whole, seen = seen, []
    replay(Case(Group("here", blind), case.job, 1.0, case.start), told, pasts(case.group))  # type: ignore[arg-type]
    known = min(case.job.ticks // 2, len(whole))

    assert whole[:known] == seen[:known]
