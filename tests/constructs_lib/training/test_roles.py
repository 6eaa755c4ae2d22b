"""Jobs may touch their prefixes, and pipelines may start jobs: in one place, with their roles."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.assembly import Template, as_list

ACCOUNT = "us-east-1:111122223333"
VPC_KEYS = {"sagemaker:VpcSubnets", "sagemaker:VpcSecurityGroupIds"}


def statements(template: Template, role: str) -> Iterator[Any]:
    for name, statement in template.statements():
        if name.startswith(role):
            yield statement


def allowing(template: Template, role: str, action: str) -> list[Any]:
    return [s for s in statements(template, role) if action in as_list(s["Action"])]


def shared(template: Template, action: str) -> Any:
    """What the policy that all jobs have says of an action."""
    policy = template.only("AWS::IAM::ManagedPolicy")["PolicyDocument"]
    [found] = [s for s in policy["Statement"] if action in as_list(s["Action"])]
    return found


@pytest.mark.parametrize("role", ["Train", "Conductor"])
def test_only_sagemaker_takes_the_roles_and_only_for_this_account(
    template: Template, role: str
) -> None:
    [trust] = template.named("AWS::IAM::Role", role)["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"Service": "sagemaker.amazonaws.com"}
    assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": "111122223333"}}


@pytest.mark.parametrize(
    ("action", "jobs"),
    [
        ("sagemaker:CreateProcessingJob", "processing-job/pipelines-*"),
        ("sagemaker:CreateTrainingJob", "training-job/pipelines-*"),
        ("sagemaker:CreateHyperParameterTuningJob", "hyper-parameter-tuning-job/*"),
        ("sagemaker:CreateAutoMLJob", "automl-job/*"),
    ],
)
class TestStarting:
    def test_a_job_of_a_pipeline_alone(self, template: Template, action: str, jobs: str) -> None:
        for statement in allowing(template, "Conductor", action):
            assert f"arn:aws:sagemaker:{ACCOUNT}:{jobs}" in statement["Resource"]
            assert not any(arn.endswith(":*") for arn in statement["Resource"])

    def test_in_our_network_which_must_be_named(
        self, template: Template, action: str, jobs: str
    ) -> None:
        for statement in allowing(template, "Conductor", action):
            condition = statement["Condition"]
            assert set(condition["ForAllValues:StringEquals"]) == VPC_KEYS
            assert condition["Null"] == dict.fromkeys(VPC_KEYS, "false")
            subnets = condition["ForAllValues:StringEquals"]["sagemaker:VpcSubnets"]
            assert ["Vpc" in subnet["Ref"] for subnet in subnets] == [True, True]

    def test_with_our_key_however_aws_spells_the_question(
        self, template: Template, action: str, jobs: str
    ) -> None:
        starting = allowing(template, "Conductor", action)
        asked = [statement["Condition"]["ArnEquals"] for statement in starting]
        assert [set(keys) for keys in asked] == [
            {"sagemaker:OutputKmsKey"},
            {"sagemaker:OutputKmsKeyArn"},
        ]
        assert all("Key" in str(value) for keys in asked for value in keys.values())

    def test_with_our_key_on_its_disks_where_they_take_one(
        self, template: Template, action: str, jobs: str
    ) -> None:
        for statement in allowing(template, "Conductor", action):
            asked = statement["Condition"]["ArnEqualsIfExists"]
            assert set(asked) == {"sagemaker:VolumeKmsKey", "sagemaker:VolumeKmsKeyArn"}
            assert all("Key" in str(value) for value in asked.values())

    def test_not_by_a_job_itself(self, template: Template, action: str, jobs: str) -> None:
        assert allowing(template, "Train", action) == []


def test_the_roles_of_jobs_are_passed_to_sagemaker_and_no_others(template: Template) -> None:
    [passing] = allowing(template, "Conductor", "iam:PassRole")
    assert passing["Resource"]["Fn::GetAtt"][0].startswith("Train")
    assert passing["Condition"] == {
        "StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}
    }


def test_a_pipeline_registers_what_waits_for_approval_and_approves_nothing(
    template: Template,
) -> None:
    [registering] = allowing(template, "Conductor", "sagemaker:CreateModelPackage")
    assert registering["Condition"] == {
        "StringEquals": {"sagemaker:ModelApprovalStatus": "PendingManualApproval"}
    }
    assert template.roles_allowed("sagemaker:UpdateModelPackage") == []


def test_a_pipeline_writes_no_data(template: Template) -> None:
    assert allowing(template, "Conductor", "s3:PutObject") == []


@pytest.mark.parametrize(
    ("action", "prefixes"),
    [
        ("s3:PutObject", ["/pipelines/digits/*"]),
        ("s3:GetObject", ["/pipelines/digits/*", "/vision/digits/*"]),
    ],
)
def test_a_job_touches_its_prefixes_alone(
    template: Template, action: str, prefixes: list[str]
) -> None:
    found = [as_list(s["Resource"]) for s in allowing(template, "Train", action)]
    in_zones = [arn for arns in found for arn in arns if "Raw" in str(arn)]
    assert sorted(arn["Fn::Join"][1][-1] for arn in in_zones) == prefixes


def test_a_job_fetches_its_code_and_nothing_beside_it(template: Template) -> None:
    reading = [as_list(s["Resource"]) for s in allowing(template, "Train", "s3:GetObject")]
    [code] = [arn for arns in reading for arn in arns if "-assets-" in str(arn)]
    assert code.endswith(".tgz")
    assert "*" not in code


def test_names_are_listed_below_a_prefix_and_none_that_begin_alike(template: Template) -> None:
    listed = [s["Condition"] for s in allowing(template, "Train", "s3:ListBucket")]
    assert {"StringLike": {"s3:prefix": "vision/digits/*"}} in listed
    assert "'vision/digits'" not in str(listed)


def test_no_right_to_a_bucket_is_without_a_prefix(template: Template) -> None:
    for role in ("Train", "Conductor"):
        for statement in statements(template, role):
            actions = as_list(statement["Action"])
            assert "s3:ListBucket" not in actions or "s3:prefix" in str(statement["Condition"])


def test_interfaces_are_made_in_our_subnets_with_our_group(template: Template) -> None:
    made = json.dumps(shared(template, "ec2:CreateNetworkInterface")["Resource"])
    assert made.count(":subnet/") == 2
    assert made.count(":security-group/") == 1
    given = shared(template, "ec2:CreateNetworkInterfacePermission")["Condition"]
    assert str(given["ArnEquals"]["ec2:Subnet"]).count("Vpc") == 2


def test_disks_are_lent_to_aws_under_our_key_alone(template: Template) -> None:
    lending = shared(template, "kms:CreateGrant")
    assert lending["Condition"] == {"Bool": {"kms:GrantIsForAWSResource": "true"}}
    assert lending["Resource"]["Fn::GetAtt"][0].startswith("Key")


def test_the_images_of_the_definition_are_pulled_and_no_others(template: Template) -> None:
    assert shared(template, "ecr:BatchGetImage")["Resource"] == [
        "arn:aws:ecr:us-east-1:683313688378:repository/sagemaker-xgboost",
        "arn:aws:ecr:us-east-1:763104351884:repository/pytorch-training",
    ]


def test_metrics_are_counted_where_sagemaker_counts_those_of_jobs(template: Template) -> None:
    condition = shared(template, "cloudwatch:PutMetricData")["Condition"]
    assert condition["StringEquals"]["cloudwatch:namespace"] == [
        "/aws/sagemaker/ProcessingJobs",
        "/aws/sagemaker/TrainingJobs",
    ]
