"""Every wildcard in a policy is written down with its reason, and the page is the truth."""

from pathlib import Path

import aws_cdk as cdk
import pytest
from aws_cdk import aws_iam as iam

from constructs_lib.findings import accept
from rules.wildcards import PAGE, Wildcard, page, wildcards
from tests.assembly import Assembly


@pytest.fixture(scope="module")
def found(assembly: Assembly) -> list[Wildcard]:
    return wildcards(assembly.folder)


def test_every_wildcard_has_a_reason(found: list[Wildcard]) -> None:
    assert [wildcard for wildcard in found if not wildcard.reason] == []


def test_the_page_is_current(found: list[Wildcard]) -> None:
    assert PAGE.read_text("utf-8") == page(found), (
        "make synth, then: python -m rules.wildcards cdk.out"
    )


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
