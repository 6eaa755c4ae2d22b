"""IAM is told what a request is about, in the words that policies use."""

from typing import Any

import pytest

from local.sagemaker.permission import conditions_of, resource_of

_ARN = "arn:aws:sagemaker:us-east-1:000000000000"


@pytest.mark.parametrize(
    ("request_", "resource"),
    [
        ({"PipelineName": "Digits"}, f"{_ARN}:pipeline/digits"),
        ({"PipelineName": f"{_ARN}:pipeline/digits"}, f"{_ARN}:pipeline/digits"),
        (
            {"PipelineExecutionArn": f"{_ARN}:pipeline/d/execution/e"},
            f"{_ARN}:pipeline/d/execution/e",
        ),
        ({"TrainingJobName": "pipelines-a-Train-Xy"}, f"{_ARN}:training-job/pipelines-a-train-xy"),
        (
            {"ModelPackageGroupName": "digits", "ModelMetrics": {}},
            f"{_ARN}:model-package-group/digits",
        ),
        ({"ModelPackageArn": f"{_ARN}:model-package/digits/1"}, f"{_ARN}:model-package/digits/1"),
        ({"DomainId": "d-1", "UserProfileName": "Ana"}, f"{_ARN}:user-profile/d-1/ana"),
        ({"DomainId": "d-1"}, f"{_ARN}:domain/d-1"),
        ({"MaxResults": 3}, "*"),
    ],
)
def test_a_request_is_about_one_resource(request_: dict[str, Any], resource: str) -> None:
    assert resource_of(request_) == resource


def test_the_place_and_the_keys_of_a_job_are_conditions() -> None:
    place = {"Subnets": ["subnet-1", "subnet-2"], "SecurityGroupIds": ["sg-1"]}
    found = conditions_of(
        {
            "ProcessingResources": {
                "ClusterConfig": {"InstanceType": "ml.m5.large", "VolumeKmsKeyId": "key-1"}
            },
            "ProcessingOutputConfig": {"KmsKeyId": "key-2", "Outputs": []},
            "NetworkConfig": {"VpcConfig": place, "EnableNetworkIsolation": False},
        }
    )

    assert found == {
        "sagemaker:InstanceTypes": "ml.m5.large",
        "sagemaker:VolumeKmsKey": "key-1",
        "sagemaker:OutputKmsKey": "key-2",
        "sagemaker:VpcSubnets": ["subnet-1", "subnet-2"],
        "sagemaker:VpcSecurityGroupIds": "sg-1",
        "sagemaker:NetworkIsolation": "false",
    }


def test_the_jobs_that_a_tuning_starts_are_looked_at_too() -> None:
    found = conditions_of(
        {"TrainingJobDefinition": {"ResourceConfig": {"VolumeKmsKeyId": "key-1"}}}
    )

    assert found == {"sagemaker:VolumeKmsKey": "key-1"}


def test_a_registration_tells_its_approval() -> None:
    assert conditions_of({"ModelApprovalStatus": "Approved"}) == {
        "sagemaker:ModelApprovalStatus": "Approved"
    }
