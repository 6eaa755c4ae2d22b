"""Models of one kind: registered by a pipeline, approved by a person, told of when approved."""

from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import RemovalPolicy, assertions
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_sqs as sqs

from constructs_lib.training.model_group import ModelGroup
from constructs_lib.training.naming import ResourceNameError
from constructs_lib.training.roles import PipelineRole
from tests.assembly import Template, as_list

PACKAGES = "arn:aws:sagemaker:us-east-1:111122223333:model-package/dev-digits/*"


@pytest.fixture
def stack() -> cdk.Stack:
    where = cdk.Environment(account="111122223333", region="us-east-1")
    app = cdk.App(context={"@aws-cdk/core:enablePartitionLiterals": True})
    return cdk.Stack(app, "Stack", env=where)


def group_of(stack: cdk.Stack, name: str = "dev-digits") -> ModelGroup:
    return ModelGroup(
        stack, "Models", name=name, description="digits", removal_policy=RemovalPolicy.DESTROY
    )


def granted(stack: cdk.Stack) -> dict[str, Any]:
    [policy] = assertions.Template.from_stack(stack).find_resources("AWS::IAM::Policy").values()
    return {
        action: as_list(statement["Resource"])
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        for action in as_list(statement["Action"])
    }


def test_who_registers_may_not_approve(stack: cdk.Stack) -> None:
    role = PipelineRole(stack, "Role", description="registers")
    group_of(stack).grant_register(role)
    rights = granted(stack)
    assert PACKAGES in rights["sagemaker:CreateModelPackage"]
    assert "sagemaker:UpdateModelPackage" not in rights


def test_who_approves_may_do_nothing_else(stack: cdk.Stack) -> None:
    group_of(stack).grant_approve(PipelineRole(stack, "Role", description="approves"))
    assert granted(stack) == {"sagemaker:UpdateModelPackage": [PACKAGES]}


def test_an_approval_is_told_of(stack: cdk.Stack) -> None:
    group_of(stack).on_approval("Approved", targets.SqsQueue(sqs.Queue(stack, "Queue")))
    rules = assertions.Template.from_stack(stack).find_resources("AWS::Events::Rule")
    [rule] = rules.values()
    assert rule["Properties"]["EventPattern"] == {
        "source": ["aws.sagemaker"],
        "detail-type": ["SageMaker Model Package State Change"],
        "detail": {"ModelPackageGroupName": ["dev-digits"], "ModelApprovalStatus": ["Approved"]},
    }


def test_the_group_outlives_its_stack_when_it_is_to(template: Template) -> None:
    [group] = [
        resource
        for resource in template.resources.values()
        if resource["Type"] == "AWS::SageMaker::ModelPackageGroup"
    ]
    assert group["DeletionPolicy"] == "Retain"


def test_a_name_with_capitals_is_refused(stack: cdk.Stack) -> None:
    with pytest.raises(ResourceNameError) as refused:
        group_of(stack, "Dev-Digits")
    assert str(refused.value) == (
        "model group 'Dev-Digits': must be at most 63 small letters, digits and hyphens, "
        "with a letter or digit at both ends"
    )
