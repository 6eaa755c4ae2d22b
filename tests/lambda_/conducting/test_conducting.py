"""Jobs with deadlines are moved in time, moved back when it pays, and otherwise left alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from millrace.domain.conducting import RESTART, TICK, MoveError
from millrace.domain.states import Kind, State
from tests.lambda_.conducting.jobs import (
    HOUR,
    NOON,
    ON_DEMAND,
    TWIN,
    FakeMoves,
    conductor,
    job,
)

LATE = NOON + 3 * HOUR + RESTART + TICK
"""Of four hours of work one is done: what is left just fits in."""
TO_ON_DEMAND = "millrace: go on on on-demand: "
TO_SPOT = "millrace: go on on spot: "


def test_a_job_on_spot_with_time_to_spare_stays_there() -> None:
    moves = FakeMoves()
    [looked_at] = conductor(job(), moves=moves).run(now=NOON)

    assert looked_at.to is None
    assert looked_at.decision.because
    assert not moves.ended


@pytest.mark.parametrize("state", [State.RUNNABLE, State.STARTING])
def test_a_job_that_waits_while_its_time_runs_out_goes_on_on_demand(state: State) -> None:
    moves = FakeMoves()
    waits = job(state=state, deadline=NOON + 4 * HOUR + RESTART + TICK)
    [looked_at] = conductor(waits, moves=moves).run(now=NOON)

    assert looked_at.to == "on-demand"
    assert moves.ended["4c75"].startswith(TO_ON_DEMAND)
    assert looked_at.decision.because in moves.ended["4c75"]


def test_a_job_on_spot_that_could_not_afford_a_reclaim_goes_on_on_demand() -> None:
    moves = FakeMoves()
    conductor(job(deadline=LATE), moves=moves).run(now=NOON)

    assert moves.ended["4c75"].startswith(TO_ON_DEMAND)


@pytest.mark.parametrize("queue", [TWIN, "its own"])
def test_a_job_that_runs_on_on_demand_in_time_is_not_moved_there_again(queue: str) -> None:
    moves = FakeMoves()
    runs = job(host=ON_DEMAND, deadline=LATE)
    runs = runs if queue == "its own" else replace(runs, queue=queue)
    conductor(runs, moves=moves).run(now=NOON)

    assert not moves.ended


def test_a_job_that_was_moved_goes_back_to_spot_while_others_have_it() -> None:
    moves = FakeMoves()
    moved = job("moved", queue=TWIN, host=ON_DEMAND, since=NOON - HOUR, work=20 * HOUR)
    moved = replace(moved, facts=replace(moved.facts, deadline=NOON + 72 * HOUR))
    others = [
        job(f"other-{hours}", since=NOON - hours * HOUR, deadline=None) for hours in (30, 40, 44)
    ]
    conductor(moved, *others, moves=moves).run(now=NOON)

    assert [*moves.ended] == ["moved"]
    assert moves.ended["moved"].startswith(TO_SPOT)


@pytest.mark.parametrize(
    "other",
    [
        job(deadline=None),
        job(kind=Kind.ARRAY, deadline=LATE),
        job(state=State.FAILED, deadline=LATE),
        replace(job(deadline=LATE), facts=replace(job().facts, work_minutes=None, deadline=LATE)),
    ],
    ids=["no deadline", "an array", "ended", "no estimate"],
)
def test_other_jobs_are_none_of_its_business(other: object) -> None:
    moves = FakeMoves()

    assert conductor(other, moves=moves).run(now=NOON) == []  # type: ignore[arg-type]
    assert not moves.ended


def test_a_job_that_cannot_be_ended_now_is_told_of_and_others_are_moved_all_the_same() -> None:
    moves = FakeMoves(broken=frozenset({"stuck"}))
    done = conductor(job("stuck", deadline=LATE), job(deadline=LATE), moves=moves).run(now=NOON)

    assert [*moves.ended] == ["4c75"]
    assert [isinstance(one.failure, MoveError) for one in done] == [True, False]


def test_a_job_that_has_outrun_its_estimate_is_not_taken_for_done() -> None:
    moves = FakeMoves()
    outran = job(since=NOON - 9 * HOUR, deadline=NOON + timedelta(minutes=30))
    [looked_at] = conductor(outran, moves=moves).run(now=NOON)

    assert looked_at.to == "on-demand"
