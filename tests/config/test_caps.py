"""What a fleet may cost is counted once, and never too low."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import FargateFleet, Fleet, InstanceType
from config.catalogue import fargate, instance_types

XLARGE = ("g4dn.xlarge", "g5.xlarge", "g6.xlarge")


def fleet(*types: str, spot: int = 0, on_demand: int = 0) -> Fleet:
    return Fleet(
        spot_max_vcpus=spot,
        on_demand_max_vcpus=on_demand,
        max_usd_per_hour=1,
        volume_gib=100,
        instance_types=types,
    )


def glue(*, spot: int = 0, on_demand: int = 0) -> FargateFleet:
    return FargateFleet(spot_max_vcpus=spot, on_demand_max_vcpus=on_demand, max_usd_per_hour=1)


@pytest.mark.parametrize(
    ("spot", "on_demand", "dearest"),
    [(64, 0, 16 + 1), (0, 16, 4 + 1), (64, 16, 17 + 5), (66, 0, 16 + 1), (2, 0, 0 + 1)],
)
def test_it_is_whole_instances_and_one_more_of_each_kind_of_capacity(
    spot: int, on_demand: int, dearest: int
) -> None:
    worst = fleet(*XLARGE, spot=spot, on_demand=on_demand).worst_usd_per_hour

    assert worst == pytest.approx(dearest * instance_types()["g5.xlarge"].usd_per_hour)


def test_the_one_more_may_be_the_largest() -> None:
    """Of 64 vCPUs: sixteen of the small one, whose vCPUs are dearer, and a large one beyond."""
    worst = fleet("g5.xlarge", "g5.12xlarge", on_demand=64).worst_usd_per_hour

    assert worst == pytest.approx(16 * 1.006 + 5.672)


def test_what_is_left_by_large_instances_is_filled_by_small_ones() -> None:
    worst = fleet("g5.xlarge", "p5.48xlarge", on_demand=200).worst_usd_per_hour

    assert worst == pytest.approx(55.04 + 2 * 1.006 + 55.04)


def mixes(max_vcpus: int, choices: list[InstanceType]) -> Iterator[float]:
    """What each mix within the limit costs, tried one by one."""
    yield 0
    for place, choice in enumerate(choices):
        if choice.vcpus <= max_vcpus:
            for rest in mixes(max_vcpus - choice.vcpus, choices[place:]):
                yield choice.usd_per_hour + rest


PLAIN = sorted(name for name, known in instance_types().items() if not known.gpus)
WITH_GPUS = sorted({*instance_types()} - {*PLAIN})


@given(
    types=st.sampled_from([PLAIN, WITH_GPUS]).flatmap(
        lambda kind: st.lists(st.sampled_from(kind), min_size=1, max_size=3, unique=True)
    ),
    steps=st.integers(1, 5),
)
def test_no_mix_of_whole_instances_costs_more(types: list[str], steps: int) -> None:
    choices = [instance_types()[name] for name in types]
    max_vcpus = steps * min(choice.vcpus for choice in choices) + 1
    beyond = max(choice.usd_per_hour for choice in choices)
    asked = fleet(*types, on_demand=max_vcpus)

    assert asked.worst_usd_per_hour == pytest.approx(max(mixes(max_vcpus, choices)) + beyond)


@given(st.sampled_from([0.25, 0.5, 1, 2, 4, 8, 16]), st.integers(1, 64))
def test_no_tasks_of_fargate_within_the_limit_cost_more(vcpus: float, limit: int) -> None:
    facts = fargate()
    task = vcpus * facts.usd_per_vcpu_hour
    task += facts.memory_mib[vcpus][-1] / 1024 * facts.usd_per_gib_hour

    assert limit // vcpus * task <= glue(on_demand=limit).worst_usd_per_hour + 1e-9


def test_fargate_may_cost_what_its_dearest_tasks_do() -> None:
    """Two tasks of four vCPUs with 8 GiB each are not; eight of one vCPU with 8 GiB each are."""
    worst = glue(spot=4, on_demand=4).worst_usd_per_hour

    assert worst == pytest.approx(8 * (0.04048 + 8 * 0.004445))
