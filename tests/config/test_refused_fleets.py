"""A wrong environment file is refused: what the fleets are made of."""

from pathlib import Path

import pytest

from tests.config.files import Case, but, said

TYPES = "[g4dn.xlarge, g5.xlarge, g6.xlarge]"

CASES = {
    "an instance type has a typo": Case(
        (TYPES, "[g4dn.xlarge, g5.xlrge, g6.xlarge]"),
        "dev.yaml:16: fleets.gpu.instance_types.1: unknown instance type, given g5.xlrge; "
        "allowed: sizes of c6i, c7i, g4dn, g5, g6, g6e, g7e, gr6, m6i, m7i, p4d, p4de, p5, "
        "p5en, p6-b200, p6-b300, r6i; did you mean 'g5.xlarge'?",
    ),
    "an instance type has another processor": Case(
        (TYPES, "[g4dn.xlarge, g5g.xlarge, g6.xlarge]"),
        "dev.yaml:16: fleets.gpu.instance_types.1: cannot be used: g5g has arm64 processors, "
        "and the GPU images of AWS Batch are x86_64, given g5g.xlarge",
    ),
    "an instance type is there twice": Case(
        (TYPES, "[g4dn.xlarge, g5.xlarge, g6.xlarge, g5.xlarge]"),
        "dev.yaml:16: fleets.gpu.instance_types.3: is in the list already, given g5.xlarge",
    ),
    "spot has too little to choose from": Case(
        (TYPES, "[g4dn.xlarge, g5.xlarge]"),
        "dev.yaml:16: fleets.gpu.instance_types: spot runs out of one type at a time: "
        "needs at least 3, given 2",
    ),
    "instance types with and without GPUs are mixed": Case(
        (TYPES, "[g4dn.xlarge, g5.xlarge, g6.xlarge, m6i.xlarge]"),
        "dev.yaml:16: fleets.gpu.instance_types: m6i.xlarge has no GPU and the others have: "
        "make it a fleet of its own",
    ),
    "no job asks for the GPUs": Case(
        ("gpus: 1", "gpus: 0"),
        "dev.yaml:16: fleets.gpu.instance_types: these have GPUs, "
        "and no job of this fleet asks for gpus",
    ),
    "a limit is below nothing": Case(
        ("spot_max_vcpus: 64", "spot_max_vcpus: -1"),
        "dev.yaml:17: fleets.gpu.spot_max_vcpus: is too small, given -1; allowed: at least 0",
    ),
    "the disk is smaller than the image": Case(
        ("volume_gib: 100", "volume_gib: 20"),
        "dev.yaml:20: fleets.gpu.volume_gib: is too small, given 20; allowed: at least 30",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change), tmp_path) == [message]


def test_an_instance_type_that_the_region_does_not_offer_is_refused(tmp_path: Path) -> None:
    elsewhere = but(
        ("region: us-east-1", "region: eu-central-2"),
        ("[us-east-1a, us-east-1b]", "[eu-central-2a, eu-central-2b]"),
        ("ecr.us-east-1", "ecr.eu-central-2"),
    )

    lines = said(elsewhere, tmp_path)

    assert lines[0] == (
        "dev.yaml:16: fleets.gpu.instance_types.0: not offered in eu-central-2, "
        "given g4dn.xlarge; allowed: of g4dn: none"
    )


def test_a_fleet_may_not_be_without_any_vcpus(tmp_path: Path) -> None:
    [line] = said(
        but(("spot_max_vcpus: 64", "spot_max_vcpus: 0"), ("max_vcpus: 16", "max_vcpus: 0")),
        tmp_path,
    )

    assert line == (
        "dev.yaml:18: fleets.gpu.on_demand_max_vcpus: "
        "spot_max_vcpus or on_demand_max_vcpus must be more than 0, given 0"
    )


def test_a_fleet_is_named_so_that_stacks_can_be(tmp_path: Path) -> None:
    [line] = said(but(("  gpu:", "  gpu_1:"), ("fleet: gpu", "fleet: gpu_1")), tmp_path)

    assert line == (
        "dev.yaml:15: fleets.gpu_1: must be at most 20 lower-case letters and digits, "
        "in words that begin with a letter, joined by hyphens"
    )
