"""Which chunk: the cheapest one that is safe, with the alternatives around it."""

from dataclasses import replace

import pytest

from ops.sizing.choices import NoPlanError, by_fleet, choices
from ops.sizing.work import Work
from tests.ops.sizing.works import HOURS, ON_DEMAND, SPOT

HOPELESS = "with chunks of 1 a child runs out of its 2 attempts with a chance of 100 %, above 1 %"


def test_on_demand_the_cheapest_pays_as_few_start_ups_as_it_can() -> None:
    assert choices(HOURS, ON_DEMAND).cheapest.children == 2


def test_reclaims_make_smaller_chunks_the_cheapest() -> None:
    calm = choices(HOURS, replace(SPOT, most_risk=1)).cheapest
    rough = choices(HOURS, replace(SPOT, interruptions_per_hour=3, most_risk=1)).cheapest

    assert rough.chunk < calm.chunk < HOURS.items / 2


def test_a_dearer_start_makes_larger_chunks_the_cheapest() -> None:
    slow = choices(replace(HOURS, startup_seconds=300), replace(SPOT, most_risk=1)).cheapest

    assert slow.chunk > choices(HOURS, replace(SPOT, most_risk=1)).cheapest.chunk


def test_the_bound_on_the_risk_makes_smaller_chunks() -> None:
    careful = choices(HOURS, replace(SPOT, most_risk=0.0001)).cheapest

    assert careful.chunk < choices(HOURS, SPOT).cheapest.chunk
    assert careful.risk <= 0.0001


def test_the_neighbours_are_about_half_and_twice_the_chunk() -> None:
    chosen = choices(HOURS, replace(SPOT, interruptions_per_hour=3, most_risk=1))

    assert chosen.smaller is not None
    assert chosen.larger is not None
    assert chosen.smaller.chunk < chosen.cheapest.chunk < chosen.larger.chunk


def test_a_larger_fleet_is_faster_until_every_child_has_its_place() -> None:
    plans = by_fleet(HOURS, SPOT, [1, 4, 16, 64])

    assert [plan.terms.at_once for plan in plans] == [1, 4, 16, 64]
    assert plans[0].seconds > plans[1].seconds > plans[2].seconds >= plans[3].seconds


@pytest.mark.parametrize(
    ("work", "terms", "sentence"),
    [
        (
            Work(items=1, seconds_per_item=1),
            SPOT,
            "an array has at least 2 children, the work 1 item",
        ),
        (
            replace(HOURS, seconds_per_item=100_000),
            replace(SPOT, attempts=2),
            HOPELESS,
        ),
        (
            HOURS,
            replace(SPOT, timeout_seconds=60),
            "a child with the smallest chunk, 1, takes 70 seconds, and its timeout is 60",
        ),
    ],
)
def test_work_that_no_chunk_suits_is_told_why(work: Work, terms: object, sentence: str) -> None:
    with pytest.raises(NoPlanError) as refused:
        choices(work, terms)  # type: ignore[arg-type]

    assert str(refused.value) == sentence
