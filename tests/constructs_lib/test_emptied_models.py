"""Models that go with their stack: their group is emptied before it is deleted."""

import json

import aws_cdk as cdk
import pytest
from aws_cdk import Duration, RemovalPolicy

from constructs_lib.emptied_models import EmptiedModels
from constructs_lib.log_group import PlatformLogGroup
from constructs_lib.platform_function import PlatformLayer
from constructs_lib.training.model_group import ModelGroup
from tests.assembly import Template
from tests.constructs_lib.alone import key_of, template_of


def build(stack: cdk.Stack) -> None:
    key = key_of(stack)
    key.allow_logs()
    group = ModelGroup(
        stack,
        "Digits",
        name="millrace-dev-digits",
        description="digits",
        removal_policy=RemovalPolicy.DESTROY,
    )
    EmptiedModels(
        stack,
        "Emptied",
        layer=PlatformLayer(stack, "Packages"),
        log_group=PlatformLogGroup(stack, "Logs", key=key, expire=Duration.days(30)),
        key=key,
    ).add("Digits", group)


@pytest.fixture(scope="module")
def template() -> Template:
    return template_of(build)


def test_it_is_emptied_before_it_is_deleted(template: Template) -> None:
    [name] = template.of_type("Custom::EmptiedModels")
    [group] = template.of_type("AWS::SageMaker::ModelPackageGroup")
    after = template.resources[name]["DependsOn"]
    assert group in after
    assert any("Policy" in one for one in after), "its rights outlive it"


def test_versions_of_this_group_alone_can_be_deleted(template: Template) -> None:
    [statement] = [
        s for _, s in template.statements() if "sagemaker:DeleteModelPackage" in s["Action"]
    ]
    assert "model-package/millrace-dev-digits/*" in json.dumps(statement["Resource"])
