"""On traces of real spot capacity, the formulas' cost is within 2 % for plans they call safe."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from ops.sizing.facts import spot_facts
from ops.sizing.plan import Plan
from ops.sizing.work import Terms
from tests.ops.sizing.simulation import Lifetimes, simulated
from tests.ops.sizing.works import HOURS

SEED = 20261121
RUNS = json.loads(Path(__file__).with_name("spot_runs.json").read_text())
ZONES: dict[str, dict[str, Any]] = RUNS["zones"]
FACTS = json.loads((Path(__file__).parents[3] / "ops" / "prices_spot.json").read_text())


def hours(zone: str) -> float:
    return float(sum(ZONES[zone]["ticks"]) * RUNS["seconds_per_tick"] / 3600)


def per_hour(zone: str) -> float:
    return float(ZONES[zone]["ended"]) / hours(zone)


def lives_of(zone: str) -> Lifetimes:
    """A child begins at any moment that has capacity; when it ends, at the next that has it."""
    runs = [ticks * RUNS["seconds_per_tick"] for ticks in ZONES[zone]["ticks"]]

    def lifetimes(chance: Random) -> Iterator[float]:
        [at] = chance.choices(range(len(runs)), weights=runs)
        yield runs[at] * chance.random()
        while True:
            at = (at + 1) % len(runs)
            yield runs[at]

    return lifetimes


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("chunk", [10, 50])
@pytest.mark.parametrize("checkpoint", [None, 5.0])
def test_the_cost_of_a_safe_plan_is_within_a_fiftieth_on_real_capacity(
    zone: str, chunk: int, checkpoint: float | None
) -> None:
    terms = Terms(
        at_once=8,
        usd_per_hour=1,
        interruptions_per_hour=per_hour(zone),
        attempts=4,
        checkpoint_seconds=checkpoint,
    )
    plan = Plan(chunk, HOURS, terms)
    lived = simulated(plan, runs=60, seed=SEED, lifetimes=lives_of(zone))

    assert plan.paid_seconds == pytest.approx(lived.paid_seconds, rel=0.02)
    assert plan.seconds == pytest.approx(lived.seconds, rel=0.15)


def test_what_is_assumed_of_interruptions_is_what_the_traces_show() -> None:
    told = FACTS["interruptions_per_hour"]
    everywhere = sum(zone["ended"] for zone in ZONES.values()) / sum(map(hours, ZONES))

    assert spot_facts().interruptions_per_hour == pytest.approx(everywhere, rel=0.01)
    assert told["zones"] == {zone: pytest.approx(per_hour(zone), abs=0.006) for zone in ZONES}
    assert told["lowest_zone"] == min(told["zones"].values())
    assert told["highest_zone"] == max(told["zones"].values())
    assert told["source"] in RUNS["source"]
