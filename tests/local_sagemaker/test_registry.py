"""Models are registered as versions of a group, and a person approves them."""

from typing import Any

import pytest

from tests.local_sagemaker.bench import Bench, refused

_GROUP = "arn:aws:sagemaker:us-east-1:000000000000:model-package-group/digits"
_PACKAGE = "arn:aws:sagemaker:us-east-1:000000000000:model-package/digits"


@pytest.fixture(autouse=True)
def group(bench: Bench) -> None:
    bench.client.create_model_package_group(
        ModelPackageGroupName="digits", ModelPackageGroupDescription="handwritten digits"
    )


def registered(bench: Bench) -> str:
    return bench.client.create_model_package(
        ModelPackageGroupName="digits",
        InferenceSpecification={
            "Containers": [{"Image": "an-image", "ModelDataUrl": "s3://models/m.tar.gz"}],
        },
    )["ModelPackageArn"]


def versions(bench: Bench, **wanted: Any) -> list[int]:
    answer = bench.client.list_model_packages(ModelPackageGroupName="digits", **wanted)
    return [one["ModelPackageVersion"] for one in answer["ModelPackageSummaryList"]]


def test_each_registration_is_the_next_version(bench: Bench) -> None:
    assert registered(bench) == f"{_PACKAGE}/1"
    assert registered(bench) == f"{_PACKAGE}/2"
    assert versions(bench) == [2, 1]
    seen = bench.client.describe_model_package(ModelPackageName=f"{_PACKAGE}/2")
    assert seen["ModelApprovalStatus"] == "PendingManualApproval"
    assert seen["ModelPackageStatus"] == "Completed"


def test_a_deleted_version_does_not_come_again(bench: Bench) -> None:
    bench.client.delete_model_package(ModelPackageName=registered(bench))

    assert registered(bench) == f"{_PACKAGE}/2"


def test_the_approved_are_found_newest_first(bench: Bench) -> None:
    for approval in ("Approved", "Rejected", "Approved"):
        bench.client.update_model_package(
            ModelPackageArn=registered(bench),
            ModelApprovalStatus=approval,
            ApprovalDescription="looked at",
        )

    assert versions(bench, ModelApprovalStatus="Approved") == [3, 1]


def test_a_group_is_deleted_only_when_it_is_empty(bench: Bench) -> None:
    arn = registered(bench)
    with refused("it still holds 1 model packages", code="ConflictException"):
        bench.client.delete_model_package_group(ModelPackageGroupName="digits")
    bench.client.delete_model_package(ModelPackageName=arn)
    bench.client.delete_model_package_group(ModelPackageGroupName="digits")

    with refused(f"ModelPackageGroup {_GROUP} does not exist"):
        bench.client.describe_model_package_group(ModelPackageGroupName="digits")


def test_a_package_needs_a_group_that_exists(bench: Bench) -> None:
    with refused("model-package-group/letters does not exist"):
        bench.client.create_model_package(
            ModelPackageGroupName="letters",
            InferenceSpecification={"Containers": [{"Image": "an-image"}]},
        )


def test_a_package_needs_an_image(bench: Bench) -> None:
    with refused("InferenceSpecification.Containers[0].Image is required"):
        bench.client.create_model_package(
            ModelPackageGroupName="digits",
            InferenceSpecification={"Containers": [{"ModelDataUrl": "s3://models/m.tar.gz"}]},
        )
    with refused("InferenceSpecification is required"):
        bench.client.create_model_package(ModelPackageGroupName="digits")
    assert versions(bench) == []


def test_own_properties_are_added_and_taken_away(bench: Bench) -> None:
    arn = registered(bench)
    bench.client.update_model_package(
        ModelPackageArn=arn, CustomerMetadataProperties={"champion": "1", "old": "1"}
    )
    bench.client.update_model_package(
        ModelPackageArn=arn, CustomerMetadataPropertiesToRemove=["old"]
    )

    seen = bench.client.describe_model_package(ModelPackageName=arn)
    assert seen["CustomerMetadataProperties"] == {"champion": "1"}


def test_several_packages_are_described_at_once(bench: Bench) -> None:
    arn = registered(bench)
    answer = bench.client.batch_describe_model_package(ModelPackageArnList=[arn, f"{_PACKAGE}/9"])

    assert answer["ModelPackageSummaries"][arn]["ModelPackageVersion"] == 1
    assert list(answer["BatchDescribeModelPackageErrorMap"]) == [f"{_PACKAGE}/9"]


def test_a_model_is_kept_as_it_was_given(bench: Bench) -> None:
    container: Any = {"Image": "an-image", "ModelDataUrl": "s3://models/m.tar.gz"}
    bench.client.create_model(ModelName="digits-1", PrimaryContainer=container)

    assert bench.client.describe_model(ModelName="digits-1")["PrimaryContainer"] == container
    with refused("Cannot create already existing model"):
        bench.client.create_model(ModelName="digits-1", PrimaryContainer=container)
    bench.client.delete_model(ModelName="digits-1")
    assert bench.client.list_models()["Models"] == []
