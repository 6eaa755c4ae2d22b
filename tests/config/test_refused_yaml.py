"""A wrong environment file is refused: as YAML, and as keys and values."""

from pathlib import Path

import pytest

from tests.config.files import FULL, GOOD, Case, but, said

CASES = {
    "a number is in quotes": Case(
        ("volume_gib: 100", 'volume_gib: "100"'),
        "dev.yaml:20: fleets.gpu.volume_gib: must be a whole number: take the quotes off, "
        'given "100"',
    ),
    "a number has a fraction": Case(
        ("volume_gib: 100", "volume_gib: 100.0"),
        "dev.yaml:20: fleets.gpu.volume_gib: must be a whole number, given 100.0",
    ),
    "true stands for a number": Case(
        ("gpus: 1", "gpus: true"),
        "dev.yaml:28: training.digits.gpus: must be a whole number, given true",
    ),
    "yes stands for true": Case(
        ("deletable: false", "deletable: yes"),
        "dev.yaml:8: data.deletable: must be true or false, given yes",
    ),
    "a number stands for text": Case(
        ("name: dev", "name: 12"),
        "dev.yaml:1: name: must be text: put it in quotes, given 12",
    ),
    "text stands for a list": Case(
        ("[us-east-1a, us-east-1b]", "us-east-1a"),
        "dev.yaml:4: zones: must be a list, given us-east-1a",
    ),
    "a list stands for text": Case(
        ("region: us-east-1", "region: [us-east-1]"),
        "dev.yaml:3: region: must be text, not a list",
    ),
    "a list stands for a mapping": Case(
        ("\n  cidr:", "\n - cidr:"),
        "dev.yaml:5: network: must be a mapping of keys to values, not a list",
    ),
    "a value is left out": Case(
        ("cidr: 10.20.0.0/16", "cidr:"),
        "dev.yaml:6: network.cidr: must be text, given nothing",
    ),
    "a key is left out": Case(
        ("    volume_gib: 100\n", ""),
        "dev.yaml:15: fleets.gpu.volume_gib: is missing: "
        "GiB of disk of each instance: its image, the container image, scratch",
    ),
    "a key is not known": Case(
        ("  cidr: 10.20.0.0/16", "  cidr: 10.20.0.0/16\n  nat: true"),
        "dev.yaml:7: network.nat: unknown key; allowed: cidr, egress, "
        "transit_gateway, endpoint_zones",
    ),
    "a key has a typo": Case(
        ("zones:", "zone:"),
        "dev.yaml:4: zone: unknown key; allowed: name, account, region, zones, network, data, "
        "teams, alerts, sources, file_stores, repositories, pull_through, governance, desk, "
        "fleets, fargate, training, processing, pipelines, studio, feature_groups, labelling, "
        "existing_customer; did you mean 'zones'?",
    ),
    "a key is there twice": Case(
        ("gpus: 1", "gpus: 1\n    gpus: 2"),
        "dev.yaml:29: training.digits.gpus: is given twice, first on line 28, given 1",
    ),
    "a value has a tag": Case(
        ("gpus: 1", "gpus: !!python/name:os.system 1"),
        "dev.yaml:28: training.digits.gpus: has a tag, and tags are not used here, given 1",
    ),
    "a value is no text": Case(
        ("fleet: gpu", 'fleet: "\\ud800"'),
        'dev.yaml:23: training.digits.fleet: is not Unicode text, given "\\ud800"',
    ),
    "a key is no text": Case(
        ("  cidr: 10.20.0.0/16", '  cidr: 10.20.0.0/16\n  "\\ud800": 1'),
        "dev.yaml:7: network: has a key that is not a word",
    ),
    "a key is no word": Case(
        ("  cidr: 10.20.0.0/16", "  cidr: 10.20.0.0/16\n  ? [nat]\n  : 1"),
        "dev.yaml:7: network: has a key that is not a word",
    ),
    "it asks for other rules": Case(
        ("name: dev", "%YAML 1.1\n---\nname: dev"),
        "dev.yaml:1: begins with %, and directives are not used here",
    ),
    "the indentation is off": Case(
        ("    gpus: 1", "   gpus: 1"),
        "dev.yaml:28: is not YAML: expected <block end>, but found '<block mapping start>'",
    ),
    "an indentation is a tab": Case(
        ("  cidr:", "\tcidr:"),
        "dev.yaml:6: is not YAML: found character '\\t' that cannot start any token",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change), tmp_path) == [message]


def test_an_alias_is_refused_since_every_value_stands_where_it_is_read(tmp_path: Path) -> None:
    aliased = but(
        ("captures_expire_days: 90", "captures_expire_days: &days 365"),
        ("logs_expire_days: 365", "logs_expire_days: *days"),
    )

    assert said(aliased, tmp_path) == [
        "dev.yaml:10: data.logs_expire_days: is an alias: write the value out"
    ]


@pytest.mark.parametrize("content", ["", "# nothing yet\n", "- a\n- b\n", "dev"])
def test_a_file_that_is_no_mapping_is_refused(content: str, tmp_path: Path) -> None:
    [line] = said(content, tmp_path)

    assert line.startswith("dev.yaml:1: must be a mapping of keys to values")


@pytest.mark.parametrize("content", [b"name: a\x00b", b"[" * 5000])
def test_what_no_reader_of_yaml_can_read_is_refused(content: bytes, tmp_path: Path) -> None:
    [line] = said(content, tmp_path)

    assert line.startswith("dev.yaml:1: is n")


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    latin = GOOD.replace("  cidr:", "  # é\n  cidr:").encode("latin-1")

    assert said(latin, tmp_path) == ["dev.yaml:6: is not UTF-8"]


def test_all_problems_are_told_at_once_and_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Those within a part, those between parts, and those of YAML."""
    lines = said(
        but(
            ("[us-east-1a, us-east-1b]", "[us-east-1a, us-east-2b]"),
            ("logs_expire_days: 365", "logs_expires_days: 365"),
            ("g4dn.xlarge", "g4d.xlarge"),
            ("volume_gib: 100", "volume_gib: 100\n    volume_gib: 200"),
            ("ecr.us-east-1", "ecr.us-west-2"),
        ),
        tmp_path,
    )

    assert [line.split(": ")[:2] for line in lines] == [
        ["dev.yaml:4", "zones.1"],
        ["dev.yaml:10", "data.logs_expires_days"],
        ["dev.yaml:16", "fleets.gpu.instance_types.0"],
        ["dev.yaml:21", "fleets.gpu.volume_gib"],
        ["dev.yaml:26", "training.digits.image"],
    ]


def test_a_fault_of_one_section_hides_none_of_another(tmp_path: Path) -> None:
    lines = said(
        but(
            ("tgw-0123456789abcdef0", "tgw"),
            ("channel: C0123DESK", "channel: C0123PAGE"),
            ("batch_share: 60", "batch_share: 0"),
            ("prefix: risk", "prefix: digits"),
            ("user_id: bigint", "user_id: number"),
            ("us-east-1:444455556666", "us-east-2:444455556666"),
            ("capacity_gib: 1200", "capacity_gib: 1000"),
            ("[training, serving]", "[training, training]"),
            ("anomaly_usd: 50", "anomaly_usd: 0"),
            text=FULL,
        ),
        tmp_path,
    )

    assert [line.split(": ")[1] for line in lines] == [
        "network.transit_gateway",
        "alerts.ticket.slack.channel",
        "teams.vision.batch_share",
        "teams.risk.prefix",
        "sources.streams.clicks.columns.user_id",
        "sources.databases.orders.secret_arn",
        "file_stores.lustre.capacity_gib",
        "repositories.1",
        "governance.anomaly_usd",
    ]


def test_a_long_or_broken_value_stays_on_its_line(tmp_path: Path) -> None:
    [line] = said(but(("region: us-east-1", f'region: "us\\n{"x" * 500}"')), tmp_path)

    assert line.startswith('dev.yaml:3: region: unknown region, given "us\\nxxx')
    assert len(line.split("; allowed")[0]) < 140


def test_the_right_file_is_right(tmp_path: Path) -> None:
    """Else the tests above would prove nothing."""
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        said(GOOD, tmp_path)
