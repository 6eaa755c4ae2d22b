"""A wrong environment file is refused: production without what production must have."""

from pathlib import Path

import pytest

from tests.config.files import FULL, Case, but, load, said

SLACK = "    slack: {workspace: T0123ABCD, channel: C0123PAGE}\n"
PROD = but(
    ("name: dev", "name: prod"),
    ("[us-east-1a, us-east-1b]", "[us-east-1a, us-east-1b, us-east-1c]"),
    ("endpoint_zones: one", "endpoint_zones: all"),
    text=FULL,
)
GOVERNANCE = PROD[PROD.index("governance:") : PROD.index("fleets:")]

CASES = {
    "its data can be destroyed": Case(
        ("deletable: false", "deletable: true"),
        "prod.yaml:11: data.deletable: production data is never deletable, "
        "given true; allowed: false",
    ),
    "the zone that is left would have to hold twice as much": Case(
        (", us-east-1c]", "]"),
        "prod.yaml:4: zones: production must have room when a zone fails: "
        "needs at least 3, given 2",
    ),
    "one zone's failure cuts it off": Case(
        ("endpoint_zones: all", "endpoint_zones: one"),
        "prod.yaml:9: network.endpoint_zones: production must reach AWS when a zone fails, "
        "given one; allowed: all",
    ),
    "nobody watches": Case(
        (GOVERNANCE, ""),
        "prod.yaml:1: governance: is missing: production has a budget and an audit",
    ),
    "nobody watches, in so many words": Case(
        (GOVERNANCE, "governance: null\n"),
        "prod.yaml:65: governance: is missing: production has a budget and an audit, given null",
    ),
    "nobody records who reads its data": Case(
        ("data_events: true", "data_events: false"),
        "prod.yaml:68: governance.data_events: production records who reads and writes its data, "
        "given false; allowed: true",
    ),
    "one person is paged": Case(
        (SLACK, ""),
        "prod.yaml:22: alerts.page: production pages more than one person; "
        "allowed: at least 2 emails, or slack",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change, text=PROD), tmp_path, name="prod") == [message]


@pytest.mark.parametrize(
    "change",
    [
        (SLACK, ""),
        ("    emails: [oncall@example.com]\n", ""),
    ],
    ids=["two people", "a channel alone"],
)
def test_it_may_page(change: tuple[str, str], tmp_path: Path) -> None:
    pages = but(("[oncall@example.com]", "[oncall@example.com, lead@example.com]"), text=PROD)
    text = pages if change[0] == SLACK else PROD

    assert load(but(change, text=text), tmp_path, name="prod").name == "prod"


@pytest.mark.parametrize("name", ["prod-eu", "eu-production", "prd"])
def test_it_is_production_if_a_word_of_its_name_is(name: str, tmp_path: Path) -> None:
    text = but(("name: prod", f"name: {name}"), ("deletable: false", "deletable: true"), text=PROD)

    [line] = said(text, tmp_path, name=name)

    assert line.startswith(f"{name}.yaml:11: data.deletable: production data is never deletable")


def test_it_is_not_production_because_its_name_begins_like_it(tmp_path: Path) -> None:
    assert load(but(("name: prod", "name: product"), text=PROD), tmp_path, name="product")


def test_a_part_with_a_fault_of_its_own_is_not_called_missing(tmp_path: Path) -> None:
    assert said(but(("anomaly_usd: 50", "anomaly_usd: 0"), text=PROD), tmp_path, name="prod") == [
        "prod.yaml:67: governance.anomaly_usd: is too small, given 0; allowed: at least 1"
    ]


def test_all_that_production_lacks_is_said_at_once(tmp_path: Path) -> None:
    lines = said(but(("name: dev", "name: prod")), tmp_path, name="prod")

    assert [line.split(": ")[1] for line in lines] == ["governance", "zones", "alerts.page"]
