"""Laws of a plan, whatever the work and the terms: every item once, limits kept, none better."""

from dataclasses import replace
from itertools import pairwise
from math import ceil, isclose

from hypothesis import given, settings
from hypothesis import strategies as st

from ops.sizing.choices import LARGEST_ARRAY, SMALLEST_ARRAY, among, chunks
from ops.sizing.plan import Plan
from ops.sizing.work import Terms, Work
from tests.ops.sizing.works import TERMS, WORKS, planned

ALMOST = 1e-9

whatever_it_takes = settings(deadline=None)
"""The machine may be busy."""


@whatever_it_takes
@given(items=st.integers(2, 1_000_000), data=st.data())
def test_the_children_take_every_item_exactly_once(items: int, data: st.DataObject) -> None:
    work = Work(items=items, seconds_per_item=1)
    chunk = data.draw(st.sampled_from(sorted(chunks(items))[:50]))
    spans = [
        (child * chunk, min((child + 1) * chunk, items)) for child in range(work.children(chunk))
    ]

    assert spans[0][0] == 0
    assert spans[-1][1] == items
    assert all(end == begin for (_, end), (begin, _) in pairwise(spans))
    assert spans[-1][1] - spans[-1][0] == work.last(chunk) > 0


@whatever_it_takes
@given(items=st.integers(2, 10**9))
def test_every_chunk_on_offer_makes_an_array_that_batch_takes(items: int) -> None:
    sizes = [ceil(items / chunk) for chunk in chunks(items)]

    assert all(SMALLEST_ARRAY <= size <= LARGEST_ARRAY for size in sizes)
    assert SMALLEST_ARRAY in sizes


@whatever_it_takes
@given(work=WORKS, terms=TERMS)
def test_no_chunk_within_the_limits_is_cheaper_than_the_cheapest(work: Work, terms: Terms) -> None:
    """Of all chunks, not of those on offer alone; pieces come whole, so nearly with checkpoints."""
    nearly = ALMOST if terms.checkpoint_seconds is None else 0.001
    if not (found := planned(work, terms)):
        return
    every = [Plan(chunk, work, terms) for chunk in range(1, work.items // 2 + 1)]
    allowed = [plan for plan in every if plan.in_time and plan.safe]

    assert among(found).cheapest.usd <= min(plan.usd for plan in allowed) * (1 + nearly)


@whatever_it_takes
@given(work=WORKS, terms=TERMS)
def test_the_choices_are_what_they_are_called(work: Work, terms: Terms) -> None:
    if not (found := planned(work, terms)):
        return
    chosen = among(found)

    assert all(chosen.cheapest.usd <= plan.usd for plan in found)
    assert all(chosen.fastest.seconds <= plan.seconds for plan in found)
    assert chosen.nearly.usd <= 1.05 * chosen.cheapest.usd
    assert chosen.fastest.seconds <= chosen.nearly.seconds <= chosen.cheapest.seconds


@whatever_it_takes
@given(work=WORKS, terms=TERMS, timeout=st.floats(1, 100_000))
def test_every_plan_keeps_the_timeout_and_the_bound_on_the_risk(
    work: Work, terms: Terms, timeout: float
) -> None:
    for plan in planned(work, replace(terms, timeout_seconds=timeout)):
        assert plan.risk <= terms.most_risk
        assert plan.child.longest_seconds <= timeout


@whatever_it_takes
@given(work=WORKS, terms=TERMS, more=st.floats(1.01, 10), data=st.data())
def test_more_interruptions_never_make_a_chunk_cheaper_or_safer(
    work: Work, terms: Terms, more: float, data: st.DataObject
) -> None:
    terms = replace(terms, checkpoint_seconds=None)
    often = replace(terms, interruptions_per_hour=terms.interruptions_per_hour * more)
    chunk = data.draw(st.integers(1, work.items // 2))
    calm, rough = Plan(chunk, work, terms), Plan(chunk, work, often)

    assert rough.paid_seconds >= calm.paid_seconds * (1 - ALMOST)
    assert rough.risk >= calm.risk - ALMOST
    assert rough.seconds >= calm.seconds * (1 - ALMOST)


@whatever_it_takes
@given(work=WORKS, terms=TERMS, chunk=st.integers(1, 1000))
def test_more_room_never_makes_it_slower_nor_another_attempt_riskier(
    work: Work, terms: Terms, chunk: int
) -> None:
    chunk = min(chunk, work.items // 2)
    work = replace(work, spread_seconds=0)
    tight = Plan(chunk, work, terms)
    roomy = Plan(chunk, work, replace(terms, at_once=terms.at_once * 2))
    patient = Plan(chunk, work, replace(terms, attempts=terms.attempts + 1))

    assert roomy.seconds <= tight.seconds * (1 + ALMOST)
    assert roomy.usd == tight.usd
    assert patient.risk <= tight.risk + ALMOST


@whatever_it_takes
@given(work=WORKS, terms=TERMS, chunk=st.integers(1, 1000))
def test_with_one_attempt_the_risk_is_that_of_any_interruption(
    work: Work, terms: Terms, chunk: int
) -> None:
    child = Plan(min(chunk, work.items // 2), work, replace(terms, attempts=1)).child

    assert isclose(child.risk, child.interrupted, abs_tol=ALMOST)


@whatever_it_takes
@given(work=WORKS, terms=TERMS, chunk=st.integers(1, 1000))
def test_twice_the_price_is_twice_the_cost(work: Work, terms: Terms, chunk: int) -> None:
    plan = Plan(min(chunk, work.items // 2), work, terms)
    dearer = replace(terms, usd_per_hour=2 * terms.usd_per_hour)

    assert isclose(Plan(plan.chunk, work, dearer).usd, 2 * plan.usd)


@whatever_it_takes
@given(work=WORKS, terms=TERMS, chunk=st.integers(1, 1000))
def test_nothing_is_paid_less_than_the_work_itself(work: Work, terms: Terms, chunk: int) -> None:
    plan = Plan(min(chunk, work.items // 2), work, terms)
    least = work.items * work.seconds_per_item + plan.children * work.startup_seconds

    assert plan.paid_seconds >= least * (1 - ALMOST)
    assert plan.seconds >= least / plan.side_by_side * (1 - ALMOST)
