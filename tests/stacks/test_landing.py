"""Landing: what is uploaded is checked before it is let into the raw zone."""

import json

import pytest

from millrace.landing_settings import LandingSettings
from tests.assembly import Assembly, Properties, Template, as_list
from tests.stacks.watched import Watched


@pytest.fixture(scope="module")
def template(assembly: Assembly) -> Template:
    return assembly.template("Landing")


@pytest.fixture(scope="module")
def function(template: Template) -> Properties:
    return template.only("AWS::Lambda::Function")


def test_the_function_is_given_exactly_the_settings_it_reads(function: Properties) -> None:
    rules = function["Environment"]["Variables"]["LANDING_RULES"]
    given = Watched({**function["Environment"]["Variables"], "LANDING_RULES": rules})

    LandingSettings.from_env(given)

    assert given.asked == set(given)


def test_the_rules_are_those_of_the_file(function: Properties) -> None:
    rules = json.loads(function["Environment"]["Variables"]["LANDING_RULES"])
    assert rules["largest_bytes"] > 0
    assert {"digits", "vision"} <= set(rules["prefixes"])


def test_uploads_reach_the_check_over_a_queue_with_dead_letters(template: Template) -> None:
    pattern = template.only("AWS::Events::Rule")["EventPattern"]
    assert pattern["detail-type"] == ["Object Created"]
    assert pattern["detail"]["object"]["key"] == [{"prefix": "landing/"}]
    assert len(template.of_type("AWS::SQS::Queue")) == 2


def test_the_check_deletes_below_landing_alone(template: Template) -> None:
    deleted = [
        json.dumps(resource)
        for _, statement in template.statements()
        if any("Delete" in action for action in as_list(statement["Action"]))
        and any(action.startswith("s3:") for action in as_list(statement["Action"]))
        for resource in as_list(statement["Resource"])
    ]
    assert deleted
    assert all("/landing/*" in resource for resource in deleted)
