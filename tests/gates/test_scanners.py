"""Other people's scanners: nothing is open, and what is accepted stands beside its resource."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_sns as sns
from aws_cdk.assertions import Template as Synthesised

from constructs_lib.findings import UnqualifiedFindingError, accept
from constructs_lib.security_gate import DECIDED_ONCE
from rules.documents import policies
from rules.template import Assembly as Deployed
from rules.template import Template
from tests.assembly import Assembly

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
CHECKOV = ROOT / "build" / "checkov" / "bin" / "checkov"
MOST_ACCEPTED_BY_CHECKOV_PER_HUNDRED = 6
FEWEST_WORDS_OF_A_REASON = 5
_ERRORS_OR_WARNINGS = 2 | 4 | 8
"""Of cfn-lint's exit code."""

_EMPTIED = "the CDK's own statement for the function that empties a bucket before it goes"
EXPLAINED = {
    r"Type mismatch: ArnLike requires a value of type Arn but given String": "parliament takes each"
    " part of an encryption context for a string; AWS documents ArnLike for the log group's ARN",
    r"Possible resource policy privilege escalation .* does allow s3:PutBucketPolicy": f"{_EMPTIED}"
    ": it forbids all others to write, by the policy",
    r"Unknown condition sagemaker:(Volume|Output)KmsKeyArn for action sagemaker:Create.*": "AWS's"
    " pages spell the key with and without Arn; a statement for each allows what either names",
    r"\[\{'action': 'sagemaker:Create(Space|App|PresignedDomainUrl)'.*": "parliament cuts IAM's"
    " variables out of an ARN, and misses the parts that they stand for",
    r"\[\{'action': 'batch:SubmitJob'.*": "parliament asks each statement for every kind of"
    " resource of an action; AWS Batch takes the queue from one and the definition from another,"
    " and names no job before it is submitted",
    r"\[\{'action': 's3:ListAccessGrants'.*": f"{_EMPTIED}: s3:List* is more than buckets have",
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


Checks = dict[str, list[dict[str, Any]]]
"""By what became of them."""


@pytest.fixture(scope="session")
def scanned(assemblies: dict[str, Assembly]) -> dict[str, Any]:
    """What checkov says of every environment: it takes as long to start as to scan one."""
    assert CHECKOV.exists(), "checkov is not installed: run `make install`"
    decided = ",".join(rule for rule in DECIDED_ONCE if rule.startswith("CKV"))
    options = ["--skip-download", "--framework", "cloudformation", "-o", "json"]
    templates = [template for made in assemblies.values() for template in made.templates]
    told = subprocess.run(
        [CHECKOV, *options, "--skip-check", decided, "-f", *(made.path for made in templates)],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
        env={"PATH": os.environ["PATH"], "HOME": str(templates[0].path.parent)},
    )
    report: dict[str, Any] = json.loads(told.stdout)
    return report


@pytest.fixture(scope="session")
def checks(scanned: dict[str, Any], each: Assembly) -> Checks:
    """Those of one environment."""
    return {
        became: [c for c in found if Path(c["file_abs_path"]).parent == each.folder]
        for became, found in scanned["results"].items()
        if became != "parsing_errors"
    }


class TestCheckov:
    def test_it_read_every_template(
        self, scanned: dict[str, Any], assemblies: dict[str, Assembly]
    ) -> None:
        templates = [template for made in assemblies.values() for template in made.templates]
        resources = sum(len(template.resources) for template in templates)
        assert scanned["summary"]["resource_count"] == resources
        assert scanned["summary"]["parsing_errors"] == 0

    def test_it_told_of_every_environment(self, scanned: dict[str, Any], each: Assembly) -> None:
        of_all = {c["file_abs_path"] for found in scanned["results"].values() for c in found}
        assert {str(template.path) for template in each.templates} <= of_all

    def test_no_check_fails(self, scanned: dict[str, Any], checks: Checks) -> None:
        failed = [(c["check_id"], c["resource"]) for c in checks["failed_checks"]]
        assert failed == []
        assert scanned["summary"]["failed"] == 0

    def test_few_are_accepted(self, checks: Checks, each: Assembly) -> None:
        often = Counter(found["check_id"] for found in checks["skipped_checks"])
        resources = sum(len(template.resources) for template in each.templates)
        most = resources * MOST_ACCEPTED_BY_CHECKOV_PER_HUNDRED
        assert often.total() * 100 <= most, often.most_common(5)

    def test_each_for_a_reason_and_none_of_them_stale(self, checks: Checks, each: Assembly) -> None:
        used = {(c["check_id"], c["resource"]) for c in checks["skipped_checks"]}
        written = {
            (skip["id"], f"{resource['Type']}.{name}"): skip["comment"]
            for template in each.templates
            for name, resource in template.resources.items()
            for skip in resource.get("Metadata", {}).get("checkov", {}).get("skip", [])
        }

        assert used == set(written)
        assert all(len(r.split()) >= FEWEST_WORDS_OF_A_REASON for r in written.values())


@pytest.fixture(scope="session")
def findings(everywhere: Deployed) -> list[list[str]]:
    """[where, severity, issue, detail], of every policy of every kind and environment."""
    documents = [
        [f"{template.stack}.{policy.resource.logical_id}.{policy.path}", policy.example()]
        for template in everywhere.templates
        for policy in policies(template)
    ]
    assert len(documents) > len(everywhere.templates)
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
        assert [found for found in serious if explained(found[3]) is None] == []

    def test_no_explanation_is_stale(self, findings: list[list[str]]) -> None:
        assert {explained(detail) for _, _, _, detail in findings} >= set(EXPLAINED)

    def test_a_document_that_names_no_resource_is_about_the_one_it_belongs_to(self) -> None:
        statement = {"Effect": "Allow", "Action": "elasticfilesystem:ClientMount"}
        properties = {"FileSystemPolicy": {"Statement": statement}}
        files = {"Type": "AWS::EFS::FileSystem", "Properties": properties}

        [policy] = policies(Template("Stack", {"Resources": {"Files": files}}))
        assert "elasticfilesystem" in json.dumps(policy.example()).partition("Resource")[2]


def explained(detail: str) -> str | None:
    return next((words for words in EXPLAINED if re.fullmatch(words, detail)), None)


@pytest.fixture(scope="session")
def linted(everywhere: Deployed, assemblies: dict[str, Assembly]) -> list[str]:
    """cfn-lint's findings in every environment, with the informational left out."""
    regions = {template.region for template in everywhere.templates}
    paths = [template.path for made in assemblies.values() for template in made.templates]
    told = subprocess.run(
        [BIN / "cfn-lint", "--regions", *sorted(filter(None, regions)), "--", *paths],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "HOME": str(paths[0].parent)},
    )
    assert told.returncode & ~_ERRORS_OR_WARNINGS == 0, told.stderr
    return re.findall(r"^[EW]\d+ .*$", told.stdout, re.MULTILINE)


@pytest.mark.parametrize("rule", ["E", "W3037"])
def test_cfn_lint_finds_no_error_and_no_action_that_does_not_exist(
    linted: list[str], rule: str
) -> None:
    assert [found for found in linted if found.startswith(rule)] == []


def test_cfn_lint_read_the_templates(linted: list[str]) -> None:
    """It has a word on roles that are waited for twice, which the CDK writes everywhere."""
    assert [found for found in linted if found.startswith("W3005")]


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

        [resource] = Synthesised.from_stack(stack).find_resources("AWS::SNS::Topic").values()
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
