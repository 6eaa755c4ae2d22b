"""A type is worth what a unit of the work costs on it, by the figures there are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.catalogue import InstanceType, instance_types
from ops.advise.ranking import Advice, advice
from ops.advise.speeds import Basis, gpu_of, speed, times_as_fast
from ops.session import RefusalError
from ops.sizing.slots import Need, copies, slots

TYPES = instance_types()
ONE_GPU = Need(vcpus=4, memory_mib=14_000, gpus=1, gpu_memory_gib=10)
NO_GPU = Need(vcpus=1, memory_mib=2000)
FLEET = {name: TYPES[name] for name in ("g4dn.xlarge", "g5.xlarge", "g6.xlarge")}
WIDE = InstanceType(
    vcpus=16,
    memory_gib=64,
    gpus=4,
    gpu_memory_gib=16,
    nvme_gib=0,
    has_efa=False,
    usd_per_hour=4.0,
)


def order(found: Advice) -> list[str]:
    return [ranked.slot.type for ranked in found.ranked]


def basis(found: Advice, type_: str) -> Basis:
    return next(ranked.speed.basis for ranked in found.ranked if ranked.slot.type == type_)


@pytest.mark.parametrize(
    ("need", "held"),
    [
        (Need(vcpus=4, memory_mib=1000), 4),
        (Need(vcpus=3, memory_mib=1000), 5),
        (Need(vcpus=1, memory_mib=20_000), 2),
        (Need(vcpus=1, memory_mib=1000, gpus=1), 4),
        (Need(vcpus=1, memory_mib=1000, gpus=2), 2),
        (Need(vcpus=1, memory_mib=1000, gpus=1, gpu_memory_gib=16), 4),
        (Need(vcpus=1, memory_mib=1000, gpus=1, gpu_memory_gib=17), 0),
        (Need(vcpus=17, memory_mib=1000), 0),
    ],
)
def test_what_runs_short_first_says_how_many_copies_fit(need: Need, held: int) -> None:
    assert copies(need, WIDE) == held


@settings(deadline=None)
@given(
    vcpus=st.sampled_from([1, 2, 4, 8, 16]),
    memory_mib=st.integers(500, 60_000),
    gpus=st.integers(0, 4),
)
def test_the_copies_fit_and_one_more_does_not(vcpus: int, memory_mib: int, gpus: int) -> None:
    need = Need(vcpus=vcpus, memory_mib=memory_mib, gpus=gpus)
    for slot in slots(need, TYPES):
        room = slot.instance
        asked = [(vcpus, room.vcpus), (memory_mib, room.memory_mib_for_jobs), (gpus, room.gpus)]
        assert all(slot.copies * each <= there for each, there in asked)
        assert any((slot.copies + 1) * each > there for each, there in asked)


def test_the_rank_is_the_cost_of_the_work_and_not_the_price_of_the_hour() -> None:
    measured = {"g4dn.xlarge": 3.0, "g5.xlarge": 1.0, "g6.xlarge": 1.4}

    found = advice(ONE_GPU, FLEET, measured, price_of=1)

    assert order(found) == ["g5.xlarge", "g6.xlarge", "g4dn.xlarge"]
    assert found.ranked[0].usd_per_item == pytest.approx(1.006 / 3600)
    assert {ranked.speed.basis for ranked in found.ranked} == {Basis.MEASURED}


def test_a_spot_price_lowers_every_cost_alike() -> None:
    listed = advice(ONE_GPU, FLEET, {"g5.xlarge": 1.0}, price_of=1)
    spot = advice(ONE_GPU, FLEET, {"g5.xlarge": 1.0}, price_of=0.4)

    assert order(spot) == order(listed)
    assert spot.ranked[0].usd_per_item == pytest.approx(0.4 * listed.ranked[0].usd_per_item)


def test_what_is_measured_goes_before_what_is_published_before_what_is_assumed() -> None:
    found = advice(ONE_GPU, TYPES, {"g5.xlarge": 1.0}, price_of=1)

    assert basis(found, "g5.xlarge") is Basis.MEASURED
    assert basis(found, "g5.4xlarge") is Basis.SAME_GPU
    assert basis(found, "g6.xlarge") is Basis.PUBLISHED
    assert basis(found, "p4d.24xlarge") is Basis.ASSUMED


@pytest.mark.parametrize(("type_", "seconds"), [("g4dn.xlarge", 8.0), ("g6.xlarge", 2 / 1.1)])
def test_a_faster_gpu_takes_less_time_for_an_item(type_: str, seconds: float) -> None:
    found = speed(type_, {"g5.xlarge": 2.0}, reference="g5.xlarge")

    assert found.seconds == pytest.approx(seconds)


def test_speeds_that_nobody_compared_are_not_made_up() -> None:
    assert times_as_fast("A10G", "T4") == 4
    assert times_as_fast("L4", "A10G") == pytest.approx(1.1)
    assert times_as_fast("H100", "A100") == 2
    assert times_as_fast("H100", "T4") is None
    assert times_as_fast("L40S", "A10G") is None


def test_every_gpu_type_of_the_catalogue_has_the_name_of_its_gpu() -> None:
    assert [name for name, one in TYPES.items() if one.gpus and gpu_of(name) is None] == []


def test_a_job_without_gpus_is_not_put_where_gpus_stand_idle() -> None:
    found = advice(NO_GPU, TYPES, {}, price_of=1)

    assert all(not ranked.slot.instance.gpus for ranked in found.ranked)


def test_without_a_measurement_the_cheapest_copy_is_the_reference() -> None:
    found = advice(ONE_GPU, FLEET, {}, price_of=1)

    assert found.reference == "g4dn.xlarge"
    assert not found.is_measured


def test_breaking_even_is_the_ratio_of_the_prices() -> None:
    found = advice(ONE_GPU, FLEET, {"g4dn.xlarge": 1.0}, price_of=1)

    [g5] = [ranked for ranked in found.ranked if ranked.slot.type == "g5.xlarge"]
    assert g5.breaks_even == pytest.approx(1.006 / 0.526)


def test_a_measurement_on_a_type_that_holds_no_copy_is_refused() -> None:
    with pytest.raises(RefusalError, match=r"--measured m6i\.large: it holds no copy of the job"):
        advice(ONE_GPU, TYPES, {"m6i.large": 1.0}, price_of=1)
