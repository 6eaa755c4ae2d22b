"""A team works below its own prefix, and is known by its tag."""

import aws_cdk as cdk
import pytest

from constructs_lib.cost_tag import CostTag
from constructs_lib.team import Team
from tests.assembly import Template, as_list
from tests.constructs_lib.alone import key_of, template_of, zone_of

TAG = {"Key": "millrace:team", "Value": "vision"}
OBJECTS = {"s3:GetObject", "s3:PutObject"}


@pytest.fixture(scope="module")
def template() -> Template:
    def build(stack: cdk.Stack) -> None:
        zone = zone_of(stack, key_of(stack))
        team = Team(stack, "Vision", name="vision", prefix="vision", reads=[], writes=[zone])
        Team(stack, "Speech", name="speech", prefix="speech", reads=[zone], writes=[])
        assert team.tag == CostTag(key="millrace:team", value="vision")

    return template_of(build)


def objects_of(template: Template, role: str) -> dict[str, str]:
    """What the role may do to objects, and where."""
    return {
        action: str(statement["Resource"])
        for name, statement in template.statements()
        if name.startswith(role)
        for action in as_list(statement["Action"])
        if action in OBJECTS
    }


def test_a_team_reads_and_writes_below_its_prefix(template: Template) -> None:
    allowed = objects_of(template, "Vision")

    assert set(allowed) == OBJECTS
    assert all("'/vision/*'" in resource for resource in allowed.values())


def test_a_team_that_reads_a_zone_does_not_write_it(template: Template) -> None:
    assert set(objects_of(template, "Speech")) == {"s3:GetObject"}


def test_a_team_lists_its_prefix_only(template: Template) -> None:
    [listing] = [
        statement
        for role, statement in template.statements()
        if role.startswith("Vision") and "s3:ListBucket" in as_list(statement["Action"])
    ]

    assert listing["Condition"] == {"StringLike": {"s3:prefix": "vision/*"}}


def test_its_role_is_for_those_of_the_account_who_carry_its_tag(template: Template) -> None:
    [trust] = template.named("AWS::IAM::Role", "Vision")["AssumeRolePolicyDocument"]["Statement"]

    assert ":root" in str(trust["Principal"]["AWS"])
    assert trust["Condition"] == {"StringEquals": {"aws:PrincipalTag/millrace:team": "vision"}}


def test_what_a_team_has_carries_its_tag(template: Template) -> None:
    assert TAG in template.named("AWS::IAM::Role", "Vision")["Tags"]
    assert TAG not in template.named("AWS::IAM::Role", "Speech")["Tags"]
