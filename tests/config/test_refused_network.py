"""A wrong environment file is refused: the network's way out, and its room."""

from pathlib import Path

import pytest

from tests.config.files import FULL, Case, but, said

LIMITS = "spot_max_vcpus: 64\n    on_demand_max_vcpus: 16\n    max_usd_per_hour: 38"

CASES = {
    "a gateway is named that nothing uses": Case(
        ("egress: transit-gateway", "egress: nat"),
        "dev.yaml:8: network.transit_gateway: egress nat has no use for one: leave it out, "
        "given tgw-0123456789abcdef0",
    ),
    "the shared way out is not named": Case(
        ("  transit_gateway: tgw-0123456789abcdef0\n", ""),
        "dev.yaml:5: network.transit_gateway: egress transit-gateway needs one; allowed: "
        "an id, such as tgw-0123456789abcdef0",
    ),
    "the gateway is no id": Case(
        ("tgw-0123456789abcdef0", "tgw-main"),
        "dev.yaml:8: network.transit_gateway: must be the id of a transit gateway, such as "
        "tgw-0123456789abcdef0, given tgw-main",
    ),
    "the way out is unknown": Case(
        ("egress: transit-gateway", "egress: internet"),
        "dev.yaml:7: network.egress: is not one of the words for it, given internet; "
        "allowed: none, nat, transit-gateway",
    ),
    "endpoints are in some zones": Case(
        ("endpoint_zones: one", "endpoint_zones: two"),
        "dev.yaml:9: network.endpoint_zones: is not one of the words for it, given two; "
        "allowed: one, all",
    ),
    "a zone has no room for all that may run in it": Case(
        ("10.20.0.0/16", "10.20.0.0/21"),
        "dev.yaml:6: network.cidr: an eighth of it, a zone's, has 251 addresses, and 378 "
        "are needed (25 for instances, 3 for nodes, 32 for tasks of Fargate, 10 for steps of "
        "pipelines, 2 for users of Studio, 256 for pods, 32 for endpoints, "
        "3 for file stores, 14 for sources, 1 for the way out), "
        "given 10.20.0.0/21; allowed: /20 or wider",
    ),
    "no network has room for the fleets": Case(
        (LIMITS, LIMITS.replace("64", "90000").replace("38", "23000")),
        "dev.yaml:6: network.cidr: an eighth of it, a zone's, has 8187 addresses, and "
        "22862 are needed (22509 for instances, 3 for nodes, 32 for tasks of Fargate, 10 for steps "
        "of pipelines, 2 for users of Studio, 256 for pods, 32 for endpoints, "
        "3 for file stores, 14 for sources, 1 for the way out); "
        "no VPC has as many: give the fleets fewer vCPUs, given 10.20.0.0/16",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change, text=FULL), tmp_path) == [message]
