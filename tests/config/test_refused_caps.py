"""A wrong environment file is refused: a cap that is not what the fleet may cost."""

from pathlib import Path

import pytest

from tests.config.files import GOOD, Case, but, load, said

CASES = {
    "the fleet may cost more": Case(
        ("max_usd_per_hour: 38", "max_usd_per_hour: 22"),
        "dev.yaml:19: fleets.gpu.max_usd_per_hour: is less than what the fleet may cost: 22.14 "
        "USD an hour with all of its vCPUs, by the prices of us-east-1, given 22; allowed: "
        "22.14 to 44.27",
    ),
    "the fleet cannot cost nearly as much": Case(
        ("max_usd_per_hour: 38", "max_usd_per_hour: 44.5"),
        "dev.yaml:19: fleets.gpu.max_usd_per_hour: is more than twice what the fleet may cost: "
        "22.14 USD an hour with all of its vCPUs, by the prices of us-east-1, given 44.5; "
        "allowed: 22.14 to 44.27",
    ),
    "nothing is accepted": Case(
        ("max_usd_per_hour: 38", "max_usd_per_hour: 0"),
        "dev.yaml:19: fleets.gpu.max_usd_per_hour: is too small, given 0; allowed: at least 0.01",
    ),
    "no bound is accepted": Case(
        ("max_usd_per_hour: 38", "max_usd_per_hour: .inf"),
        "dev.yaml:19: fleets.gpu.max_usd_per_hour: must be a number, given .inf",
    ),
    "no number is accepted": Case(
        ("max_usd_per_hour: 38", "max_usd_per_hour: .nan"),
        "dev.yaml:19: fleets.gpu.max_usd_per_hour: must be a number, given .nan",
    ),
    "the cap is in quotes": Case(
        ("max_usd_per_hour: 38", 'max_usd_per_hour: "38"'),
        "dev.yaml:19: fleets.gpu.max_usd_per_hour: must be a number: take the quotes off, "
        'given "38"',
    ),
    "the cap is with its currency": Case(
        ("max_usd_per_hour: 38", "max_usd_per_hour: 38 USD"),
        "dev.yaml:19: fleets.gpu.max_usd_per_hour: must be a number, given 38 USD",
    ),
    "the cap is missing": Case(
        ("    max_usd_per_hour: 38\n", ""),
        "dev.yaml:15: fleets.gpu.max_usd_per_hour: is missing: USD an hour that are accepted: "
        "at least what all of these vCPUs can cost",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change, text=GOOD), tmp_path) == [message]


def elsewhere(usd_per_hour: float) -> str:
    """The same fleet in a region whose prices are not known."""
    return but(
        ("region: us-east-1", "region: eu-west-1"),
        ("[us-east-1a, us-east-1b]", "[eu-west-1a, eu-west-1b]"),
        ("ecr.us-east-1", "ecr.eu-west-1"),
        ("g4dn.xlarge, g5.xlarge, g6.xlarge", "g4dn.xlarge, g5.xlarge, g4dn.2xlarge"),
        ("max_usd_per_hour: 38", f"max_usd_per_hour: {usd_per_hour}"),
    )


def test_elsewhere_the_prices_of_us_east_1_are_the_least(tmp_path: Path) -> None:
    [line] = said(elsewhere(22), tmp_path)

    assert line == (
        "dev.yaml:19: fleets.gpu.max_usd_per_hour: is less than what the fleet may cost: "
        "22.14 USD an hour with all of its vCPUs, by the prices of us-east-1, and eu-west-1 may "
        "be dearer, given 22; allowed: at least 22.14"
    )


def test_elsewhere_no_cap_is_called_too_high(tmp_path: Path) -> None:
    assert load(elsewhere(100), tmp_path).fleets["gpu"].max_usd_per_hour == 100


def test_a_fleet_that_grows_has_its_cap_accepted_anew(tmp_path: Path) -> None:
    [line] = said(but(("spot_max_vcpus: 64", "spot_max_vcpus: 128")), tmp_path)

    assert line == (
        "dev.yaml:19: fleets.gpu.max_usd_per_hour: is less than what the fleet may cost: "
        "38.23 USD an hour with all of its vCPUs, by the prices of us-east-1, given 38; "
        "allowed: 38.23 to 76.46"
    )
