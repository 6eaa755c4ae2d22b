"""Other people's scanners: nothing is open, and what is accepted stands beside its resource."""

import json
import math
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_sns as sns
from aws_cdk.assertions import Template

from constructs_lib.findings import UnqualifiedFindingError, accept
from constructs_lib.security_gate import DECIDED_ONCE
from rules import read_assembly
from rules.documents import policies
from tests.assembly import Assembly
from tests.conftest import Synthesise

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
CHECKOV = ROOT / "build" / "checkov" / "bin" / "checkov"
MOST_ACCEPTED_BY_CHECKOV_PER_HUNDRED = 6
FEWEST_WORDS_OF_A_REASON = 5

EXPLAINED = {
    "Unknown condition kms:EncryptionContext:aws:logs:arn for action kms:DescribeKey": "AWS's own "
    "statement for CloudWatch Logs has it: the condition is never met, the other actions suffice",
    "Type mismatch: ArnLike requires a value of type Arn but given String": "parliament takes each "
    "part of an encryption context for a string; AWS documents ArnLike for the log group's ARN",
}
"""What parliament says of a policy, by the words it says it in, and why that is no mistake."""

_PARLIAMENT = """
import json, sys
from parliament import analyze_policy_string, enhance_finding
for line in sys.stdin:
    where, document = json.loads(line)
    for found in map(enhance_finding, analyze_policy_string(json.dumps(document)).findings):
        print(json.dumps([where, found.severity, found.issue, str(found.detail)]))
"""


@pytest.fixture(scope="module", params=("dev", "local", "staging", "prod"))
def each(synthesise: Synthesise, request: pytest.FixtureRequest) -> Assembly:
    return synthesise(request.param)


@pytest.fixture(scope="module")
def report(each: Assembly) -> dict[str, Any]:
    assert CHECKOV.exists(), "checkov is not installed: run `make install`"
    decided = ",".join(rule for rule in DECIDED_ONCE if rule.startswith("CKV"))
    options = ["--skip-download", "--framework", "cloudformation", "-o", "json"]
    scanned = subprocess.run(
        [CHECKOV, *options, "--skip-check", decided, "-d", each.folder],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={"PATH": os.environ["PATH"], "HOME": str(each.folder)},
    )
    report: dict[str, Any] = json.loads(scanned.stdout)
    return report


class TestCheckov:
    def test_it_read_every_template(self, report: dict[str, Any], each: Assembly) -> None:
        resources = sum(len(template.resources) for template in each.templates)
        assert report["summary"]["resource_count"] == resources
        assert report["summary"]["parsing_errors"] == 0

    def test_no_check_fails(self, report: dict[str, Any]) -> None:
        failed = [(c["check_id"], c["resource"]) for c in report["results"]["failed_checks"]]
        assert failed == []

    def test_few_are_accepted(self, report: dict[str, Any]) -> None:
        summary = report["summary"]
        most = summary["resource_count"] * MOST_ACCEPTED_BY_CHECKOV_PER_HUNDRED / 100
        assert summary["skipped"] <= math.ceil(most)

    def test_each_for_a_reason_and_none_of_them_stale(
        self, report: dict[str, Any], each: Assembly
    ) -> None:
        used = {(c["check_id"], c["resource"]) for c in report["results"]["skipped_checks"]}
        written = {
            (skip["id"], f"{resource['Type']}.{name}"): skip["comment"]
            for template in each.templates
            for name, resource in template.resources.items()
            for skip in resource.get("Metadata", {}).get("checkov", {}).get("skip", [])
        }

        assert used == set(written)
        assert all(len(r.split()) >= FEWEST_WORDS_OF_A_REASON for r in written.values())


@pytest.fixture(scope="module")
def findings(assembly: Assembly) -> list[list[str]]:
    """[where, severity, issue, detail], of every policy of every kind."""
    documents = [
        [f"{template.stack}.{policy.resource.logical_id}.{policy.path}", policy.example()]
        for template in read_assembly(assembly.folder).templates
        for policy in policies(template)
    ]
    assert len(documents) > len(assembly.templates)
    judged = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _PARLIAMENT],
        input="\n".join(map(json.dumps, documents)),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return [json.loads(line) for line in judged.stdout.splitlines()]


class TestParliament:
    def test_no_policy_is_wrong_or_useless(self, findings: list[list[str]]) -> None:
        serious = [found for found in findings if found[1] != "LOW"]
        assert [found for found in serious if found[3] not in EXPLAINED] == []

    def test_no_explanation_is_stale(self, findings: list[list[str]]) -> None:
        assert set(EXPLAINED) <= {detail for _, _, _, detail in findings}


@pytest.fixture(scope="session")
def linted(assembly: Assembly) -> list[str]:
    """cfn-lint's findings, with the informational left out."""
    regions = {template.region for template in read_assembly(assembly.folder).templates}
    told = subprocess.run(
        [BIN / "cfn-lint", "--regions", *sorted(filter(None, regions)), "--",
         *(template.path for template in assembly.templates)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "HOME": str(assembly.folder)},
    )  # fmt: skip
    return re.findall(r"^[EW]\d+ .*$", told.stdout, re.MULTILINE)


@pytest.mark.parametrize("rule", ["E", "W3037"])
def test_cfn_lint_finds_no_error_and_no_action_that_does_not_exist(
    linted: list[str], rule: str
) -> None:
    assert [found for found in linted if found.startswith(rule)] == []


class TestAcceptingWhatCheckovFinds:
    """In the metadata of the resource, for checkov reads nothing but the template."""

    @pytest.fixture
    def stack(self) -> cdk.Stack:
        return cdk.Stack(cdk.App(), "Stack")

    def test_several_findings_of_one_resource_stand_beside_each_other(
        self, stack: cdk.Stack
    ) -> None:
        topic = sns.Topic(stack, "Topic")
        accept(topic, "checkov::CKV_AWS_26", because="it carries nothing that is secret")
        accept(topic, "checkov::CKV2_AWS_1", because="it is only here to be tested")

        [resource] = Template.from_stack(stack).find_resources("AWS::SNS::Topic").values()
        assert resource["Metadata"]["checkov"]["skip"] == [
            {"id": "CKV_AWS_26", "comment": "it carries nothing that is secret"},
            {"id": "CKV2_AWS_1", "comment": "it is only here to be tested"},
        ]

    @pytest.mark.parametrize("finding", ["checkov::26", "checkov::*", "checkov::CKV_AWS_26[x]"])
    def test_a_finding_that_checkov_would_not_know_is_refused(
        self, stack: cdk.Stack, finding: str
    ) -> None:
        with pytest.raises(UnqualifiedFindingError, match="CKV_AWS_<number>"):
            accept(sns.Topic(stack, "Topic"), finding, because="it is only here to be tested")

    def test_a_construct_of_several_resources_is_refused(self, stack: cdk.Stack) -> None:
        with pytest.raises(TypeError, match="is made of NoneType"):
            accept(stack, "checkov::CKV_AWS_26", because="it is only here to be tested")
