"""A wrong environment file is refused: who and where it is."""

from pathlib import Path

import pytest

from tests.config.files import Case, but, said

CASES = {
    "the name is not that of the file": Case(
        ("name: dev", "name: test"),
        "dev.yaml:1: name: must be dev, as the file is called dev.yaml, given test",
    ),
    "the account has a digit too few": Case(
        ('"111122223333"', '"11112222333"'),
        'dev.yaml:2: account: must be 12 digits in quotes, given "11112222333"',
    ),
    "the account has no quotes": Case(
        ('"111122223333"', "011122223333"),
        "dev.yaml:2: account: must be 12 digits in quotes: "
        "without them YAML drops leading zeros, given 011122223333",
    ),
    "the zone has a typo": Case(
        ("[us-east-1a, us-east-1b]", "[us-east-1a, us-eats-1b]"),
        "dev.yaml:4: zones.1: no zone of us-east-1, given us-eats-1b; allowed: us-east-1a, "
        "us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f; did you mean 'us-east-1b'?",
    ),
    "the zone is in another region": Case(
        ("[us-east-1a, us-east-1b]", "[us-east-1a, eu-west-1b]"),
        "dev.yaml:4: zones.1: no zone of us-east-1, given eu-west-1b; allowed: us-east-1a, "
        "us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f; did you mean 'us-east-1b'?",
    ),
    "the zone is there twice": Case(
        ("[us-east-1a, us-east-1b]", "[us-east-1a, us-east-1a]"),
        "dev.yaml:4: zones.1: is in the list already, given us-east-1a",
    ),
    "there is one zone": Case(
        ("[us-east-1a, us-east-1b]", "[us-east-1a]"),
        "dev.yaml:4: zones: needs at least 2, given 1",
    ),
    "the range is wider than a VPC": Case(
        ("10.20.0.0/16", "10.0.0.0/8"),
        "dev.yaml:6: network.cidr: must be between /16 and /24, given 10.0.0.0/8",
    ),
    "the range has no room for subnets": Case(
        ("10.20.0.0/16", "10.20.0.0/25"),
        "dev.yaml:6: network.cidr: must be between /16 and /24, given 10.20.0.0/25",
    ),
    "the range is public": Case(
        ("10.20.0.0/16", "11.20.0.0/16"),
        "dev.yaml:6: network.cidr: must be a private range, given 11.20.0.0/16; "
        "allowed: within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16",
    ),
    "the range has host bits": Case(
        ("10.20.0.0/16", "10.20.30.0/16"),
        "dev.yaml:6: network.cidr: must be the network's own address, given 10.20.30.0/16; "
        "did you mean '10.20.0.0/16'?",
    ),
    "the range is that of the containers' bridge": Case(
        ("10.20.0.0/16", "172.17.0.0/20"),
        "dev.yaml:6: network.cidr: holds addresses that containers take for their own bridge, "
        "given 172.17.0.0/20; allowed: outside 172.17.0.0/16",
    ),
    "the range is none": Case(
        ("10.20.0.0/16", "10.20.0.0.0/16"),
        "dev.yaml:6: network.cidr: must be an IPv4 range, such as 10.20.0.0/16, "
        "given 10.20.0.0.0/16",
    ),
    "the address is no e-mail address": Case(
        ("ml-platform@example.com", "ml-platform"),
        "dev.yaml:13: alerts.page.emails.0: must be an e-mail address, given ml-platform",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change), tmp_path) == [message]


def test_a_name_that_cannot_be_a_stack_name_is_refused(tmp_path: Path) -> None:
    [line] = said(but(("name: dev", "name: Dev_1")), tmp_path, name="Dev_1")

    assert line == (
        "Dev_1.yaml:1: name: must be at most 16 lower-case letters, digits and hyphens, "
        "and begin with a letter, given Dev_1"
    )


def test_an_unknown_region_is_answered_with_the_nearest(tmp_path: Path) -> None:
    [line] = said(but(("region: us-east-1", "region: us-eats-1")), tmp_path)

    assert line.startswith("dev.yaml:3: region: unknown region, given us-eats-1; allowed: af-")
    assert line.endswith("did you mean 'us-east-1'?")


def test_more_zones_than_the_network_has_room_for_are_refused(tmp_path: Path) -> None:
    zones = ", ".join(f"us-east-1{letter}" for letter in "abcdefg")

    assert "dev.yaml:4: zones: takes at most 6" in said(
        but(("[us-east-1a, us-east-1b]", f"[{zones}]")), tmp_path
    )
