"""The functions of a pipeline may read what they are asked of, and open tickets."""

import json

import aws_cdk as cdk
import pytest
from aws_cdk import Duration, RemovalPolicy

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.dead_letters import DeadLetters
from constructs_lib.log_group import PlatformLogGroup
from constructs_lib.platform_function import PlatformLayer
from constructs_lib.training.functions import FindChampion, TellOutcome
from constructs_lib.training.model_group import ModelGroup
from constructs_lib.training.roles import PipelineRole
from millrace.approval_settings import ApprovalSettings
from tests.assembly import Properties, Template, as_list
from tests.constructs_lib.alone import key_of, template_of, zone_of
from tests.constructs_lib.training.built import PREFIX


def build(stack: cdk.Stack) -> None:
    key = key_of(stack)
    key.allow_logs()
    layer = PlatformLayer(stack, "Packages")
    logs = PlatformLogGroup(stack, "FunctionLogs", key=key, expire=Duration.days(30))
    group = ModelGroup(
        stack,
        "Models",
        name="dev-digits",
        description="digits",
        removal_policy=RemovalPolicy.DESTROY,
    )
    find = FindChampion(stack, "FindChampion", layer=layer, log_group=logs, key=key)
    topic = AlertTopic(stack, "Tickets", key=key, emails=[])
    tell = TellOutcome(stack, "TellOutcome", topic=topic, layer=layer, log_group=logs, key=key)
    letters = DeadLetters(stack, "Letters", key=key)
    for function in (find, tell):
        function.add_group(group)
        function.add_dead_letters(letters)
    tell.add_reports(zone_of(stack, key), PREFIX)
    role = PipelineRole(stack, "Conductor", description="calls them")
    for function in (find, tell):
        role.allow_invoke(function)


@pytest.fixture(scope="module")
def template() -> Template:
    return template_of(build)


def function(template: Template, name: str) -> Properties:
    return template.named("AWS::Lambda::Function", name)


def resources(template: Template, role: str, action: str) -> str:
    found = [
        s["Resource"]
        for name, s in template.statements()
        if name.startswith(role) and action in as_list(s["Action"])
    ]
    return json.dumps(found)


def test_the_one_is_given_exactly_the_settings_that_it_reads(template: Template) -> None:
    given = function(template, "TellOutcome")["Environment"]["Variables"]
    assert set(given) == {"TICKETS_TOPIC"}
    assert ApprovalSettings.from_env({"TICKETS_TOPIC": "t"}).tickets_topic == "t"


def test_the_other_is_given_none(template: Template) -> None:
    assert "Variables" not in function(template, "FindChampion").get("Environment", {})


@pytest.mark.parametrize("role", ["FindChampion", "TellOutcome"])
def test_both_read_the_models_of_their_groups(template: Template, role: str) -> None:
    reached = resources(template, role, "sagemaker:DescribeModelPackage")
    assert "model-package/dev-digits/*" in reached
    assert resources(template, role, "sagemaker:ListModelPackages") == reached


@pytest.mark.parametrize(
    "action", ["sagemaker:UpdateModelPackage", "sagemaker:CreateModelPackage", "s3:PutObject"]
)
def test_neither_changes_anything(template: Template, action: str) -> None:
    assert template.roles_allowed(action) == []


def test_one_opens_tickets_and_reads_reports(template: Template) -> None:
    [told] = template.roles_allowed("sns:Publish")
    [reads] = template.roles_allowed("s3:GetObject")
    assert told == reads
    assert f"/{PREFIX}/*" in resources(template, "TellOutcome", "s3:GetObject")


def test_a_pipeline_calls_both_and_no_version_of_them(template: Template) -> None:
    called = resources(template, "Conductor", "lambda:InvokeFunction")
    assert called.count("Fn::GetAtt") == 2
    assert ":*" not in called
