"""The catalogue says what AWS sells where, as of the versions that are pinned."""

import json

import pytest

from config.catalogue import InstanceType, fargate, instance_types, regions
from tools.catalogue import FACTS, FAMILIES
from tools.catalogue import regions as regions_now

RENEW = "run: python tools/catalogue.py <gpu facts> --gpu-prices <month>"


def test_it_is_what_the_pinned_tools_know() -> None:
    written = json.loads((FACTS / "regions.json").read_text("utf-8"))["regions"]

    assert written == regions_now(instance_types()), RENEW


@pytest.mark.parametrize("facts", ["regions", "instance_types", "fargate"])
def test_it_says_where_its_facts_are_from_and_of_when(facts: str) -> None:
    written = json.loads((FACTS / f"{facts}.json").read_text("utf-8"))

    assert written["source"]
    assert written["written"] >= "2026-11-21"


@pytest.mark.parametrize("region", regions())
def test_every_region_has_zones_to_choose_from(region: str) -> None:
    zones = regions()[region].zones

    assert len(zones) >= 3
    assert all(zone.removeprefix(region).islower() for zone in zones)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        (
            "g4dn.xlarge",
            InstanceType(4, 16, 1, 16, nvme_gib=116, has_efa=False, usd_per_hour=0.526),
        ),
        (
            "p5.48xlarge",
            InstanceType(192, 2048, 8, 80, nvme_gib=28_312, has_efa=True, usd_per_hour=55.04),
        ),
        ("c7i.large", InstanceType(2, 4, 0, 0, nvme_gib=0, has_efa=False, usd_per_hour=0.08925)),
        (
            "r6i.24xlarge",
            InstanceType(96, 768, 0, 0, nvme_gib=0, has_efa=False, usd_per_hour=6.048),
        ),
        (
            "m6i.32xlarge",
            InstanceType(128, 512, 0, 0, nvme_gib=0, has_efa=True, usd_per_hour=6.144),
        ),
    ],
)
def test_it_knows(name: str, facts: InstanceType) -> None:
    assert instance_types()[name] == facts


def test_every_instance_type_has_a_price() -> None:
    """Else a fleet could not be capped."""
    assert [name for name, known in instance_types().items() if not known.usd_per_hour] == []


def test_a_vcpu_costs_the_same_in_every_size_of_a_family_without_gpus() -> None:
    per_vcpu = {
        (name.partition(".")[0], round(known.usd_per_hour / known.vcpus, 9))
        for name, known in instance_types().items()
        if not known.gpus
    }

    assert sorted(family for family, _ in per_vcpu) == sorted(FAMILIES)


def test_it_knows_the_sizes_of_fargate() -> None:
    sizes = fargate().memory_mib

    assert {vcpus: (memory[0], memory[-1]) for vcpus, memory in sizes.items()} == {
        0.25: (512, 2048),
        0.5: (1024, 4096),
        1: (2048, 8192),
        2: (4096, 16_384),
        4: (8192, 30_720),
        8: (16_384, 61_440),
        16: (32_768, 122_880),
    }


def test_a_tenth_of_the_memory_is_not_for_jobs() -> None:
    assert instance_types()["g5.xlarge"].memory_mib_for_jobs == 14_745
