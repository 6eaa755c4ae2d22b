"""A template that says what CloudFormation does not know fails, and its stack says why."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.record import Account, ask
from tests.local_account.deployment import Clients, Stacks
from tests.local_account.templates import changed, fleet, network, resource

pytestmark = pytest.mark.account


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (
            "Job.ContainerProperties.Comand",
            ["true"],
            "has no property ContainerProperties.Comand, the nearest is Command",
        ),
        (
            "Environment.ComputeResources.MaxVCpu",
            "4",
            "has no property ComputeResources.MaxVCpu, the nearest is MaxvCpus",
        ),
        ("Queue.Prioriti", 1, "has no property Prioriti, the nearest is Priority"),
        ("Vpc.CidrBlok", "10.0.0.0/8", "has no property CidrBlok, the nearest is CidrBlock"),
        ("Vpc.VpcId", "vpc-1", "VpcId is for reading only"),
        (
            "Environment.ComputeResources.MaxvCpus",
            "many",
            "ComputeResources.MaxvCpus takes integer, got 'many'",
        ),
    ],
)
def test_a_property_that_does_not_exist_fails_the_stack(
    stacks: Stacks, path: str, value: Any, sentence: str
) -> None:
    refused = stacks.deploy(changed(fleet(), path, value))

    assert refused.status == "ROLLBACK_COMPLETE"
    assert sentence in refused.reasons[path.partition(".")[0]]


def test_a_property_is_looked_for_inside_lists_too(stacks: Stacks) -> None:
    rule = {"Id": "old", "Status": "Enabled", "ExpireInDays": 3}
    refused = stacks.deploy(
        {"Bucket": resource("AWS::S3::Bucket", LifecycleConfiguration={"Rules": [rule]})}
    )

    assert "LifecycleConfiguration.Rules.ExpireInDays" in refused.reasons["Bucket"]


def test_a_property_that_is_needed_is_missed(stacks: Stacks) -> None:
    refused = stacks.deploy({"Queue": resource("AWS::Batch::JobQueue")})

    assert refused.reasons["Queue"] == "AWS::Batch::JobQueue needs the property Priority"


def test_an_update_is_held_to_the_same_words(stacks: Stacks) -> None:
    stacks.deploy(network())

    refused = stacks.deploy(changed(network(), "Vpc.Tag", []))

    assert refused.status == "UPDATE_ROLLBACK_COMPLETE"
    assert "the nearest is Tags" in refused.reasons["Vpc"]


@pytest.mark.parametrize("type_", ["AWS::RoboMaker::Fleet", "AWS::CloudFormation::Macro"])
def test_a_type_that_nothing_serves_is_refused(stacks: Stacks, type_: str) -> None:
    with pytest.raises(ClientError, match=type_):
        stacks.deploy({"Strange": resource(type_)})


def test_a_type_that_nothing_serves_fails_a_nested_stack_too(
    account: Account, stacks: Stacks, aws: Clients
) -> None:
    bucket = stacks.deploy({"Bucket": resource("AWS::S3::Bucket")}, name="templates").ids["Bucket"]
    template = {"Resources": {"Strange": resource("AWS::CloudFormation::Macro")}}
    aws("s3").put_object(Bucket=bucket, Key="nested", Body=json.dumps(template))

    url = f"{account.endpoint}/{bucket}/nested"
    refused = stacks.deploy({"Nested": resource("AWS::CloudFormation::Stack", TemplateURL=url)})

    assert "does not serve AWS::CloudFormation::Macro" in refused.reasons["Nested"]


def test_what_is_served_can_be_asked_before_a_deployment(account: Account) -> None:
    served = ask(account.port, "types")

    assert {"AWS::S3::Bucket", "AWS::Batch::JobQueue"} < set(served)
    assert "AWS::RoboMaker::Fleet" not in served


def test_a_bucket_that_holds_data_is_not_deleted(stacks: Stacks, aws: Clients) -> None:
    bucket = stacks.deploy({"Bucket": resource("AWS::S3::Bucket")}).ids["Bucket"]
    aws("s3").put_object(Bucket=bucket, Key="data", Body=b"1")

    after = stacks.deploy({"Topic": resource("AWS::SNS::Topic")})

    assert "not empty" in after.reasons["Bucket"]
    assert aws("s3").get_object(Bucket=bucket, Key="data")["Body"].read() == b"1"
