"""A network is cut into subnets once, and has room in each for all that may run there."""

from ipaddress import IPv4Network
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import SubnetPlan
from config.plan import AWS_KEEPS, ROOM_FOR_ZONES, mask_for
from tests.config.files import FULL, GOOD, but, load, said

MASKS = st.integers(16, 22)


def subnets(plan: SubnetPlan) -> list[IPv4Network]:
    return [IPv4Network(cidr) for cidr in (*plan.private, *plan.public)]


@given(MASKS)
def test_every_zone_has_its_subnets_inside_the_network_and_apart(mask: int) -> None:
    plan = SubnetPlan(f"10.0.0.0/{mask}")

    assert {len(kind) for kind in (plan.private, plan.public)} == {ROOM_FOR_ZONES}
    assert all(subnet.subnet_of(IPv4Network(plan.cidr)) for subnet in subnets(plan))
    assert not any(one.overlaps(other) for one, other in combinations(subnets(plan), 2))


@given(MASKS)
def test_the_masks_are_those_of_the_subnets(mask: int) -> None:
    plan = SubnetPlan(f"10.0.0.0/{mask}")

    assert {IPv4Network(cidr).prefixlen for cidr in plan.private} == {plan.private_mask}
    assert {IPv4Network(cidr).prefixlen for cidr in plan.public} == {plan.public_mask}
    assert plan.addresses == IPv4Network(plan.private[0]).num_addresses - AWS_KEEPS


@given(st.integers(28, 8187))
def test_the_mask_that_is_told_is_the_narrowest_that_fits(needed: int) -> None:
    mask = mask_for(needed)

    assert SubnetPlan(f"10.0.0.0/{mask}").addresses >= needed
    assert mask == 24 or SubnetPlan(f"10.0.0.0/{mask + 1}").addresses < needed


def test_the_network_of_an_environment_has_its_plan(tmp_path: Path) -> None:
    plan = load(GOOD, tmp_path).network.plan

    assert plan.private[:2] == ("10.20.0.0/19", "10.20.32.0/19")
    assert plan.public[0] == "10.20.192.0/28"


LUSTRE = "file_stores: {lustre: {capacity_gib: 4800, prefix: datasets}}\n"

ON_DEMAND = "on_demand_max_vcpus: 16\n    max_usd_per_hour: 38"
GLUE = """\
fargate: {glue: {spot_max_vcpus: 0, on_demand_max_vcpus: 4, max_usd_per_hour: 0.5}}
"""


def of(size: str, *, usd_per_hour: int = 38) -> str:
    """The fleet, of instances of a size."""
    return f"""\
[g4dn.{size}, g5.{size}, g6.{size}]
    spot_max_vcpus: 64
    on_demand_max_vcpus: 16
    max_usd_per_hour: {usd_per_hour}
"""


SHARED = "  egress: transit-gateway\n  transit_gateway: tgw-0123456789abcdef0\n"


@pytest.mark.parametrize(
    ("change", "needed"),
    [
        (("volume_gib: 100", "volume_gib: 200"), 310),
        (("spot_max_vcpus: 64", "spot_max_vcpus: 65"), 311),
        ((ON_DEMAND, ON_DEMAND.replace("16", "0").replace("38", "18")), 305),
        ((of("xlarge"), of("2xlarge", usd_per_hour=20)), 300),
        ((of("xlarge"), of("xlarge").replace("g5.x", "g5.2x").replace("38", "30")), 310),
        (("training:\n", f"{GLUE}training:\n"), 326),
        (("capacity: spot\n", "capacity: on-demand\n    nodes: 2\n"), 315),
        (("training:\n", "file_stores: {efs: true}\ntraining:\n"), 311),
        (("training:\n", f"{LUSTRE}training:\n"), 315),
        (("10.20.0.0/22\n", f"10.20.0.0/22\n{SHARED}"), 311),
    ],
    ids=[
        "disks",
        "a vCPU more",
        "no on-demand",
        "larger instances",
        "some larger",
        "tasks of Fargate",
        "nodes",
        "EFS",
        "Lustre",
        "gateway",
    ],
)
def test_what_is_needed_changes_with(change: tuple[str, str], needed: int, tmp_path: Path) -> None:
    """16 + 1 and 4 + 1 instances, 256 for pods and 32 for endpoints are 310."""
    small = but(("10.20.0.0/16", "10.20.0.0/22"))

    [line] = said(but(change, text=small), tmp_path)

    assert f"has 123 addresses, and {needed} are needed" in line


def test_room_is_not_counted_while_something_that_needs_it_is_unread(tmp_path: Path) -> None:
    small = but(
        ("10.20.0.0/16", "10.20.0.0/21"), ("capacity_gib: 1200", "capacity_gib: 1"), text=FULL
    )

    [line] = said(small, tmp_path)

    assert "file_stores.lustre.capacity_gib" in line
