"""The Feature Store, deployed: a file below the source becomes records, or is set aside whole."""

import json
from typing import Any

import pytest

import config
from tests.account.conftest import Deployed
from tests.account.eventually import eventually

pytestmark = pytest.mark.account

_GROUP = config.load("local").feature_groups["digits-features"]
_ROWS = {"one": 0.25, "two": 0.5}
_CSV = "image_id,written_at,ink\none,1767225600,0.25\ntwo,1767229200,0.5\n"


@pytest.fixture
def bucket(deployed: Deployed) -> str:
    return deployed.output("Foundation", "FeaturesBucket")


@pytest.fixture
def group(deployed: Deployed) -> str:
    return deployed.output("Features", "DigitsFeaturesGroup")


@pytest.fixture(scope="module")
def ingested(deployed: Deployed) -> None:
    upload(deployed, "good.csv", _CSV)


def upload(deployed: Deployed, name: str, content: str) -> None:
    deployed.up.session.client("s3").put_object(
        Bucket=deployed.output("Foundation", "FeaturesBucket"),
        Key=f"{_GROUP.source.prefix}/{name}",
        Body=content.encode(),
    )


@pytest.mark.usefixtures("ingested")
def test_the_rows_of_a_file_are_kept_offline_by_the_hour(
    deployed: Deployed, bucket: str, group: str
) -> None:
    s3 = deployed.up.session.client("s3")
    described = deployed.up.session.client("sagemaker").describe_feature_group(
        FeatureGroupName=group
    )
    place = described["OfflineStoreConfig"]["S3StorageConfig"]["ResolvedOutputS3Uri"]
    prefix = place.removeprefix(f"s3://{bucket}/")
    assert prefix.startswith("feature-store/digits-features/")

    def rows() -> dict[str, Any] | None:
        found = s3.list_objects_v2(Bucket=bucket, Prefix=prefix).get("Contents", [])
        read = {one["Key"]: s3.get_object(Bucket=bucket, Key=one["Key"]) for one in found}
        lines = [
            (key, line) for key, one in read.items() for line in one["Body"].read().splitlines()
        ]
        told = {json.loads(line)["image_id"]: (key, json.loads(line)) for key, line in lines}
        return told if told.keys() >= _ROWS.keys() else None

    kept = eventually(rows)
    assert {name: kept[name][1]["ink"] for name in _ROWS} == _ROWS
    hours = [kept[name][0].removeprefix(prefix).rpartition("/")[0] for name in _ROWS]
    assert hours == [f"/year=2026/month=01/day=01/hour={hour}" for hour in ("00", "01")]
    assert described["OfflineStoreStatus"]["Status"] == "Active"


@pytest.mark.skipif(not _GROUP.online, reason="environments/local.yaml keeps it offline only")
@pytest.mark.usefixtures("ingested")
def test_the_newest_of_each_is_at_hand_where_the_file_asks_for_it(
    deployed: Deployed, group: str
) -> None:
    runtime = deployed.up.session.client("sagemaker-featurestore-runtime")

    def found() -> list[Any]:
        return runtime.get_record(
            FeatureGroupName=group,
            RecordIdentifierValueAsString="two",
            FeatureNames=["ink"],
        ).get("Record", [])

    assert eventually(found) == [{"FeatureName": "ink", "ValueAsString": "0.5"}]


@pytest.mark.parametrize(
    ("name", "content", "because"),
    [
        ("half.csv", "image_id,written_at\na,1767225600\n", "the feature group has image_id"),
        ("much.csv", _CSV + "three,1767225600,much\n", "line 4: ink must be Fractional"),
    ],
)
def test_a_wrong_file_is_set_aside_with_its_reason(
    deployed: Deployed, name: str, content: str, because: str
) -> None:
    sqs, url = deployed.up.session.client("sqs"), dead_letters(deployed)
    upload(deployed, name, content)

    def letter() -> Any:
        got = sqs.receive_message(QueueUrl=url, MessageAttributeNames=["All"])
        return next(iter(got.get("Messages", [])), None)

    found = eventually(letter)
    sqs.delete_message(QueueUrl=url, ReceiptHandle=found["ReceiptHandle"])
    reason = found["MessageAttributes"]["reason"]["StringValue"]
    assert reason.startswith(f"{_GROUP.source.prefix}/{name}: ")
    assert because in reason


def dead_letters(deployed: Deployed) -> str:
    cloudformation = deployed.up.session.client("cloudformation")
    found = cloudformation.describe_stack_resources(StackName="Millrace-local-Features")
    [url] = [
        one["PhysicalResourceId"]
        for one in found["StackResources"]
        if one["ResourceType"] == "AWS::SQS::Queue" and "DeadLetters" in one["LogicalResourceId"]
    ]
    return url
