"""The catalogue says what AWS sells where, as of the versions that are pinned."""

import json

import pytest

from config.catalogue import InstanceType, instance_types, regions
from tools.catalogue import FACTS
from tools.catalogue import regions as regions_now

RENEW = "run: python tools/catalogue.py <gpu facts>"


def test_it_is_what_the_pinned_tools_know() -> None:
    written = json.loads((FACTS / "regions.json").read_text("utf-8"))["regions"]

    assert written == regions_now(instance_types()), RENEW


@pytest.mark.parametrize("facts", ["regions", "instance_types"])
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
        ("g4dn.xlarge", InstanceType(vcpus=4, memory_gib=16, gpus=1, gpu_memory_gib=16)),
        ("p5.48xlarge", InstanceType(vcpus=192, memory_gib=2048, gpus=8, gpu_memory_gib=80)),
        ("c7i.large", InstanceType(vcpus=2, memory_gib=4, gpus=0, gpu_memory_gib=0)),
        ("r6i.24xlarge", InstanceType(vcpus=96, memory_gib=768, gpus=0, gpu_memory_gib=0)),
    ],
)
def test_it_knows_the_size_of(name: str, facts: InstanceType) -> None:
    assert instance_types()[name] == facts


def test_a_tenth_of_the_memory_is_not_for_jobs() -> None:
    assert instance_types()["g5.xlarge"].memory_mib_for_jobs == 14_745
