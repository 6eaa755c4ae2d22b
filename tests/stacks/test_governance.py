"""Governance: teams keep to their prefixes and budgets, and who touches data is written down."""

import json
from typing import Any

import pytest

from tests.assembly import Assembly, Template, as_list


@pytest.fixture(scope="module")
def template(assembly: Assembly) -> Template:
    return assembly.template("Governance")


def budget(template: Template, prefix: str) -> dict[str, Any]:
    found: dict[str, Any] = template.named("AWS::Budgets::Budget", prefix)["Budget"]
    return found


def test_a_team_reads_and_writes_below_its_own_prefix_only(template: Template) -> None:
    granted = [
        resource
        for role, statement in template.statements()
        if role.startswith("Vision")
        for resource in as_list(statement["Resource"])
        if "s3:GetObject" in as_list(statement["Action"])
    ]
    assert granted
    assert all("/vision/*" in json.dumps(resource) for resource in granted)


def test_a_team_writes_features_and_models_and_nothing_it_did_not_make(template: Template) -> None:
    written = [
        json.dumps(resource)
        for role, statement in template.statements()
        if role.startswith("Vision") and "s3:PutObject" in as_list(statement["Action"])
        for resource in as_list(statement["Resource"])
    ]
    assert len(written) == 2
    assert all("Features" in one or "Models" in one for one in written)


def test_only_principals_that_carry_the_teams_tag_may_be_the_team(template: Template) -> None:
    role = template.named("AWS::IAM::Role", "Vision")
    [statement] = role["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Condition"] == {"StringEquals": {"aws:PrincipalTag/millrace:team": "vision"}}


@pytest.mark.parametrize(
    ("prefix", "tag"),
    [("Budget", "user:millrace:environment$dev"), ("VisionBudget", "user:millrace:team$vision")],
)
def test_a_budget_counts_what_carries_its_tag(template: Template, prefix: str, tag: str) -> None:
    counted = budget(template, prefix)
    assert counted["CostFilters"] == {"TagKeyValue": [tag]}
    assert counted["BudgetLimit"]["Unit"] == "USD"
    assert counted["BudgetLimit"]["Amount"] > 0


def test_a_budget_warns_before_the_money_is_spent(template: Template) -> None:
    warnings = template.named("AWS::Budgets::Budget", "Budget")["NotificationsWithSubscribers"]
    told = {
        (w["Notification"]["NotificationType"], w["Notification"]["Threshold"]) for w in warnings
    }
    assert {("ACTUAL", 80), ("FORECASTED", 100)} <= told


@pytest.mark.parametrize("service", ["budgets.amazonaws.com", "costalerts.amazonaws.com"])
def test_who_warns_of_costs_may_publish_to_the_topics(assembly: Assembly, service: str) -> None:
    foundation = assembly.template("Foundation")
    publishers = [
        statement["Principal"].get("Service")
        for policy in foundation.of_type("AWS::SNS::TopicPolicy").values()
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Allow"
    ]
    assert any(service in as_list(publisher) for publisher in publishers)
    key = foundation.named("AWS::KMS::Key", "MessagesKey")["KeyPolicy"]["Statement"]
    assert any(service in as_list(s["Principal"].get("Service")) for s in key)


def test_in_production_every_touch_of_an_object_of_a_zone_is_recorded(
    production: Assembly,
) -> None:
    [selector] = production.template("Governance").only("AWS::CloudTrail::Trail")[
        "AdvancedEventSelectors"
    ]
    [zones] = [f["StartsWith"] for f in selector["FieldSelectors"] if f["Field"] == "resources.ARN"]
    assert len(zones) == 5
