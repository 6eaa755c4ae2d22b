"""python -m ops.cost says what an environment costs while nothing runs, resource by resource."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import config
from ops.cost.__main__ import main
from ops.cost.estimate import estimated
from ops.cost.metrics import metrics_told_at_rest
from ops.cost.prices import prices_of
from ops.cost.report import in_one_zone
from ops.cost.resources import of_assembly
from tests.assembly import Assembly

SUBNETS = [{"Ref": "One"}, {"Ref": "Two"}]
ROOT = Path(__file__).parents[2]
RESOURCES = {
    "Key": {
        "Type": "AWS::KMS::Key",
        "Metadata": {"aws:cdk:path": "Millrace-dev-Test/Data/Key/Resource"},
    },
    "Logs": {
        "Type": "AWS::EC2::VPCEndpoint",
        "Properties": {"VpcEndpointType": "Interface", "SubnetIds": SUBNETS},
    },
    "Zone": {"Type": "AWS::S3::Bucket"},
    "Wonder": {"Type": "AWS::Wonder::Machine"},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return with_template(tmp_path, {"Resources": RESOURCES})


def with_template(folder: Path, template: object) -> Path:
    (folder / "Millrace-dev-Test.template.json").write_text(json.dumps(template))
    return folder


def asked(folder: Path, *more: str) -> list[str]:
    return ["--environment", "dev", "--assembly", str(folder), *more]


def as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert main(asked(folder, "--json")) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_lines_come_dearest_first_and_add_up(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = as_json(folder, capsys)

    assert [(line["resource"], line["usd_per_month"]) for line in found["lines"]] == [
        ("Logs", 14.6),
        ("Data/Key", 1.0),
    ]
    assert found["usd_per_month"] == 15.6
    assert found["usd_less_with_endpoints_in_one_zone"] == 7.3


def test_a_line_says_how_many_at_what_price_from_which_source(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [endpoint, _] = as_json(folder, capsys)["lines"]

    assert (endpoint["quantity"], endpoint["usd_per_unit"], endpoint["per"]) == (2, 0.01, "hour")
    assert "aws.amazon.com/privatelink/pricing" in endpoint["source"]


def test_a_resource_without_a_price_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert as_json(folder, capsys)["unpriced"] == [
        {
            "stack": "Test",
            "resource": "Wonder",
            "type": "AWS::Wonder::Machine",
            "because": "no price is known for the type",
        }
    ]


def test_the_table_fits_a_hundred_columns_and_tells_all_of_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(asked(folder)) == 0

    out = capsys.readouterr().out
    assert max(len(line.rstrip()) for line in out.splitlines()) <= 100
    assert "15.60 USD a month while nothing runs, without what has no price (1)" in out
    for word in ("Data/Key", "AWS::Wonder::Machine", "1 S3::Bucket", "0.01/hour", "14.60"):
        assert word in out
    assert "7.30 USD less with each interface endpoint in one zone" in out


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        (None, "{folder} holds no template of dev: synthesise it with make synth ENVIRONMENT=dev"),
        (
            {"Outputs": {}},
            "{folder}/Millrace-dev-Test.template.json is no template: synthesise it again",
        ),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_exit_code_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], template: object, sentence: str
) -> None:
    if template:
        with_template(tmp_path, template)

    assert main(asked(tmp_path)) == 2
    captured = capsys.readouterr()
    assert captured.err == sentence.format(folder=tmp_path) + "\n"
    assert captured.out == ""


def test_an_unknown_environment_is_answered_with_those_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["--environment", "dve"])

    assert refused.value.code == 2
    assert "no environment is called 'dve'" in capsys.readouterr().err


def test_every_resource_of_dev_has_a_price_or_a_reason(assembly: Assembly) -> None:
    resources = of_assembly(assembly.folder, "dev")
    estimate = estimated(resources, prices_of(config.load("dev").region))

    assert estimate.unpriced == []
    assert len(estimate.lines) + estimate.free.total() == len(resources)


def test_dev_costs_less_than_sixty_dollars(assembly: Assembly) -> None:
    resources = of_assembly(assembly.folder, "dev")
    paid = [*resources, *metrics_told_at_rest(resources)]
    estimate = estimated(paid, prices_of("us-east-1"))

    assert 0 < estimate.usd_a_month < 60
    assert in_one_zone(estimate) == 0


def test_the_command_synthesises_what_it_is_not_given() -> None:
    command = [sys.executable, "-m", "ops.cost", "--environment", "dev", "--json"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    found = {line["resource"] for line in json.loads(ran.stdout)["lines"]}
    assert {"DataKey", "Network/Vpc/ecr.api"} <= found


def test_a_metric_that_is_told_at_rest_is_paid_for_beside_its_alarm(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alarm = {"Type": "AWS::CloudWatch::Alarm", "Properties": {"MetricName": "FleetUnusable"}}
    of_use = {"Type": "AWS::CloudWatch::Alarm", "Properties": {"MetricName": "QueueBlocked"}}
    folder = with_template(tmp_path, {"Resources": {"Unusable": alarm, "Blocked": of_use}})

    assert main(["--assembly", str(folder), "--environment", "dev", "--json"]) == 0

    assert json.loads(capsys.readouterr().out)["usd_per_month"] == pytest.approx(0.30 + 2 * 0.10)
