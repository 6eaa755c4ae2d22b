"""Security: a finding is fixed, or accepted beside its resource for a reason that still holds."""

import json
from collections import Counter
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sqs as sqs

from constructs_lib.findings import accept
from constructs_lib.security_gate import SecurityGate
from tests.assembly import Assembly

TOOLS = {
    "AwsSolutions": "AwsSolutions",
    "NIST.800.53.R5": "NIST.800.53.R5",
    "CloudFormation Validate": "CloudFormation-Validate",
    "Millrace": "Millrace",
}
"""The name of each tool in the report, and in the ids of its findings."""
FEWEST_WORDS_OF_A_REASON = 5
MOST_ACCEPTED_PER_HUNDRED = 10


@pytest.fixture(scope="session")
def reports(each: Assembly) -> dict[str, dict[str, Any]]:
    """A tool that finds nothing, and for which nothing is accepted, is not in the report."""
    found = json.loads((each.folder / "validation-report.json").read_text())["pluginReports"]
    nothing = {"conclusion": "success", "violations": [], "suppressedViolations": []}
    return {**dict.fromkeys(TOOLS, nothing), **{made["pluginName"]: made for made in found}}


@pytest.fixture(scope="session")
def accepted(each: Assembly) -> dict[tuple[str, str], str]:
    """(construct, finding) -> reason, of every acceptance of ours in the assembly."""
    found: dict[tuple[str, str], str] = {}
    for path in each.folder.glob("*.metadata.json"):
        for construct, entries in json.loads(path.read_text()).items():
            for entry in entries:
                if entry["type"] == "aws:cdk:acknowledged-rules":
                    found |= {(construct.lstrip("/"), k): v for k, v in entry["data"].items()}
    of_the_cdk = "accepts properties in camelCase"
    return {
        (construct, finding): reason
        for (construct, finding), reason in found.items()
        if not finding.startswith("Annotation::") and of_the_cdk not in reason
    }


@pytest.fixture(scope="session")
def suppressed(reports: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    found = [found for name in TOOLS for found in reports[name].get("suppressedViolations", [])]
    return [entry for entry in found if "/FlowLog" not in entry["acknowledgedAt"]]


@pytest.mark.parametrize("tool", TOOLS)
def test_no_finding_is_open(reports: dict[str, dict[str, Any]], tool: str) -> None:
    assert reports[tool]["conclusion"] == "success"
    assert reports[tool]["violations"] == []


def test_every_acceptance_names_one_exact_finding_and_a_reason(
    accepted: dict[tuple[str, str], str],
) -> None:
    assert accepted
    for (_, finding), reason in accepted.items():
        assert finding.partition("::")[0] in TOOLS.values()
        assert len(reason.split()) >= FEWEST_WORDS_OF_A_REASON


def test_no_acceptance_is_stale(
    suppressed: list[dict[str, Any]], accepted: dict[tuple[str, str], str]
) -> None:
    used = {(found["acknowledgedAt"], found["acknowledgedId"]) for found in suppressed}

    assert used == set(accepted)


def test_at_most_ten_findings_are_accepted_per_hundred_resources(
    suppressed: list[dict[str, Any]], each: Assembly
) -> None:
    resources = sum(len(template.resources) for template in each.templates)
    often = Counter[str]()
    for found in suppressed:
        often[found["acknowledgedId"]] += len(found["violatingConstructs"])
    assert often.total() * 100 <= MOST_ACCEPTED_PER_HUNDRED * resources, often.most_common(8)


class TestTheGate:
    """The gate itself, on an app of one resource."""

    @pytest.fixture
    def app(self) -> cdk.App:
        app = cdk.App()
        cdk.Validations.of(app).add_plugins(SecurityGate(app))
        return app

    @pytest.fixture
    def stack(self, app: cdk.App) -> cdk.Stack:
        return cdk.Stack(app, "Stack")

    def test_a_finding_fails_the_synthesis(self, app: cdk.App, stack: cdk.Stack) -> None:
        sqs.Queue(stack, "Queue")

        with pytest.raises(RuntimeError, match="ValidationFailed"):
            app.synth()

    def test_an_accepted_finding_does_not(self, app: cdk.App, stack: cdk.Stack) -> None:
        queue = sqs.Queue(stack, "Queue", enforce_ssl=True)
        accept(queue, "AwsSolutions::AwsSolutions-SQS3", because="it is nobody's dead letters")

        app.synth()

    def test_accepting_one_finding_accepts_no_other(self, app: cdk.App, stack: cdk.Stack) -> None:
        queue = sqs.Queue(stack, "Queue")
        accept(queue, "AwsSolutions::AwsSolutions-SQS3", because="it is nobody's dead letters")

        with pytest.raises(RuntimeError, match="ValidationFailed"):
            app.synth()

    @pytest.mark.parametrize(
        "resource",
        [
            "*",
            "arn:aws:s3:::bucket/*",
            "arn:aws:s3:::*/prefix/*",
            "arn:aws:s3:::bucket/pre*/*",
            "arn:aws:s3:::bucket/prefix/*/*",
            "arn:aws:s3:::bucket/prefix*",
        ],
    )
    def test_a_wildcard_above_a_prefix_is_a_finding(
        self, app: cdk.App, stack: cdk.Stack, resource: str
    ) -> None:
        allow_reading(stack, resource)

        with pytest.raises(RuntimeError, match="ValidationFailed"):
            app.synth()

    @pytest.mark.parametrize(
        "resource", ["arn:aws:s3:::bucket/prefix/*", "arn:aws:s3:::bucket/a/longer/prefix/*"]
    )
    def test_a_wildcard_below_a_prefix_is_not(
        self, app: cdk.App, stack: cdk.Stack, resource: str
    ) -> None:
        allow_reading(stack, resource)

        app.synth()


def allow_reading(stack: cdk.Stack, resource: str) -> None:
    role = iam.Role(stack, "Role", assumed_by=iam.ServicePrincipal("ecs-tasks.amazonaws.com"))
    role.add_to_policy(iam.PolicyStatement(actions=["s3:GetObject"], resources=[resource]))
