"""The rights of a pipeline as an evaluator of policies reads them: what may start, what not."""

from collections.abc import Mapping
from typing import Any

import pytest
from ministack.core.iam_evaluator import EvalContext, evaluate, parse_policy_document

from tests.assembly import Template

ACCOUNT, REGION = "111122223333", "us-east-1"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/ours"
JOBS = f"arn:aws:sagemaker:{REGION}:{ACCOUNT}"
TRAINING = f"{JOBS}:training-job/pipelines-p4jn9xou8a8s-Train-1"


def resolved(value: Any) -> Any:
    """References as the deployment would fill them in: the name of what they refer to."""
    match value:
        case {"Ref": name}:
            return name
        case {"Fn::GetAtt": [name, _]}:
            return KEY if name.startswith("Key") else name
        case {"Fn::Join": [separator, parts]}:
            return separator.join(map(resolved, parts))
        case dict():
            return {name: resolved(each) for name, each in value.items()}
        case list():
            return [resolved(each) for each in value]
    return value


@pytest.fixture(scope="module")
def policy(template: Template) -> Any:
    return resolved(template.named("AWS::IAM::Policy", "Conductor")["PolicyDocument"])


@pytest.fixture
def job(template: Template) -> dict[str, Any]:
    """What IAM is told of a training job like ours."""
    return {
        "sagemaker:VpcSubnets": sorted(template.of_type("AWS::EC2::Subnet")),
        "sagemaker:VpcSecurityGroupIds": [
            name for name in template.of_type("AWS::EC2::SecurityGroup") if "Client" in name
        ],
        "sagemaker:OutputKmsKey": KEY,
        "sagemaker:VolumeKmsKey": KEY,
    }


def decision(policy: Any, action: str, resource: str, keys: Mapping[str, Any]) -> str:
    question = EvalContext(
        principal_arn=f"arn:aws:iam::{ACCOUNT}:role/conductor",
        principal_type="Role",
        principal_account=ACCOUNT,
        action=action,
        resource_arn=resource,
        region=REGION,
        service_context={name.lower(): value for name, value in keys.items() if value is not None},
    )
    return str(evaluate(question, [parse_policy_document(policy)]).decision)


def starts(policy: Any, keys: Mapping[str, Any], resource: str = TRAINING) -> bool:
    return decision(policy, "sagemaker:CreateTrainingJob", resource, keys) == "Allow"


def test_a_job_like_ours_starts(policy: Any, job: dict[str, Any]) -> None:
    assert starts(policy, job)


def test_a_job_in_one_of_our_subnets_starts(policy: Any, job: dict[str, Any]) -> None:
    assert starts(policy, {**job, "sagemaker:VpcSubnets": job["sagemaker:VpcSubnets"][:1]})


def test_a_job_whose_disks_take_no_key_starts(policy: Any, job: dict[str, Any]) -> None:
    assert starts(policy, {**job, "sagemaker:VolumeKmsKey": None})


def test_a_job_starts_if_aws_asks_by_the_other_names(policy: Any, job: dict[str, Any]) -> None:
    renamed = {f"{name}Arn" if "Kms" in name else name: value for name, value in job.items()}
    assert starts(policy, renamed)


@pytest.mark.parametrize(
    "but",
    [
        {"sagemaker:VpcSubnets": ["subnet-other"]},
        {"sagemaker:VpcSubnets": None},
        {"sagemaker:VpcSecurityGroupIds": ["sg-other"]},
        {"sagemaker:VpcSecurityGroupIds": None},
        {"sagemaker:OutputKmsKey": KEY.replace("ours", "other")},
        {"sagemaker:OutputKmsKey": None},
        {"sagemaker:VolumeKmsKey": KEY.replace("ours", "other")},
    ],
    ids=str,
)
def test_a_job_elsewhere_or_under_another_key_does_not(
    policy: Any, job: dict[str, Any], but: dict[str, Any]
) -> None:
    assert not starts(policy, {**job, **but})


def test_one_more_subnet_than_ours_is_one_too_many(policy: Any, job: dict[str, Any]) -> None:
    more = [*job["sagemaker:VpcSubnets"], "subnet-other"]
    assert not starts(policy, {**job, "sagemaker:VpcSubnets": more})


def test_a_job_of_another_name_does_not_start(policy: Any, job: dict[str, Any]) -> None:
    assert not starts(policy, job, f"{JOBS}:training-job/somebody-elses")


@pytest.mark.parametrize(
    ("approval", "allowed"), [("PendingManualApproval", "Allow"), ("Approved", "ImplicitDeny")]
)
def test_what_is_registered_waits_for_approval(policy: Any, approval: str, allowed: str) -> None:
    package = f"{JOBS}:model-package/millrace-dev-digits/1"
    keys = {"sagemaker:ModelApprovalStatus": approval}
    assert decision(policy, "sagemaker:CreateModelPackage", package, keys) == allowed
