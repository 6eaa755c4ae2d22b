"""Every wildcard in a policy is written down with its reason, and the page is the truth."""

from pathlib import Path

import aws_cdk as cdk
import pytest
from aws_cdk import aws_iam as iam

import config
from constructs_lib.findings import accept
from rules.wildcards import PAGE, Wildcard, page, wildcards
from tests.assembly import Assembly


@pytest.fixture(scope="module")
def found(assemblies: dict[str, Assembly]) -> dict[str, list[Wildcard]]:
    return {name: wildcards(made.folder) for name, made in assemblies.items()}


@pytest.mark.parametrize("name", config.names())
def test_every_wildcard_has_a_reason(found: dict[str, list[Wildcard]], name: str) -> None:
    assert found[name]
    assert [wildcard for wildcard in found[name] if not wildcard.reason] == []


def test_the_page_is_current(found: dict[str, list[Wildcard]]) -> None:
    assert PAGE.read_text("utf-8") == page(found), "python -m rules.wildcards"


def test_a_wildcard_of_some_environments_is_listed_once_with_their_names() -> None:
    def of(environment: str) -> Wildcard:
        where = f"Millrace-{environment}-Batch/Role"
        return Wildcard(f"Millrace-{environment}-Batch", where, "Action", "s3:*", "*", "why not")

    shared = {name: [of(name)] for name in ("dev", "prod")}
    row = "| Batch/Role | Action `s3:*` | * | {} | why not |"
    assert row.format("dev, prod") in page({**shared, "local": []})
    assert row.format("all") in page(shared)


class TestOneStatement:
    @pytest.fixture
    def role(self, tmp_path: Path) -> iam.Role:
        app = cdk.App(outdir=str(tmp_path))
        stack = cdk.Stack(app, "Stack")
        return iam.Role(stack, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))

    def synthesised(self, role: iam.Role) -> list[Wildcard]:
        app = role.node.root
        assert isinstance(app, cdk.App)
        return wildcards(Path(app.synth().directory))

    def allow(self, role: iam.Role, action: str, resource: str) -> None:
        role.add_to_policy(iam.PolicyStatement(actions=[action], resources=[resource]))

    def test_without_a_reason_it_is_listed_without_one(self, role: iam.Role) -> None:
        self.allow(role, "ec2:Describe*", "*")

        assert [(w.kind, w.value, w.reason) for w in self.synthesised(role)] == [
            ("Action", "ec2:Describe*", ""),
            ("Resource", "*", ""),
        ]

    def test_the_reason_is_that_of_the_acceptance_of_exactly_this(self, role: iam.Role) -> None:
        self.allow(role, "ec2:Describe*", "*")
        accept(
            role, "AwsSolutions::AwsSolutions-IAM5[Resource::*]", because="it describes all of them"
        )

        assert [w.reason for w in self.synthesised(role)] == ["", "it describes all of them"]

    def test_an_exact_statement_is_not_listed(self, role: iam.Role) -> None:
        self.allow(role, "s3:GetObject", "arn:aws:s3:::bucket/key")

        assert self.synthesised(role) == []

    def test_below_a_prefix_it_needs_no_reason_of_its_own(self, role: iam.Role) -> None:
        self.allow(role, "s3:GetObject", "arn:aws:s3:::bucket/prefix/*")

        [wildcard] = self.synthesised(role)
        assert wildcard.reason.startswith("below a prefix")
