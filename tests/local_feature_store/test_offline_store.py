"""The offline store keeps all that was ever put, as files by the hour of their event time."""

import re
from typing import Any

from botocore.model import StructureShape

from local.api.model import service_model
from tests.local_batch.fakes import JOB_ROLE
from tests.local_feature_store.bench import OFFLINE, Bench
from tests.local_sagemaker.bench import eventually

_DATA = r"s3://features/store/inks/000000000000/sagemaker/us-east-1/offline-store/inks-\d{10}/data"


def test_records_are_rows_with_the_three_columns_of_aws(bench: Bench) -> None:
    bench.create()
    bench.put(image="a", written_at="1767225600.5", ink="0.5", strokes="3")

    [row] = bench.offline(1)
    stamps = [row.pop(name) for name in ("write_time", "api_invocation_time")]
    assert row == {
        "image": "a",
        "written_at": 1767225600.5,
        "ink": 0.5,
        "strokes": 3,
        "by": None,
        "is_deleted": False,
    }
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp) for stamp in stamps)


def test_files_lie_where_the_description_says_by_the_hour(bench: Bench) -> None:
    bench.create()
    for hour, name in enumerate("ab"):
        bench.put(image=name, written_at=str(1767225600 + hour * 3600))

    bench.offline(2)
    described = bench.sagemaker.describe_feature_group(FeatureGroupName="inks")
    place = described["OfflineStoreConfig"]["S3StorageConfig"]["ResolvedOutputS3Uri"]
    assert re.fullmatch(_DATA, place)
    day = "year=2026/month=01/day=01"
    for file, at in zip(sorted(bench.buckets.files), ("00", "01"), strict=True):
        name = rf"{place}/{day}/hour={at}/20260101T{at}0000Z_[A-Za-z0-9]{{16}}\.jsonl"
        assert re.fullmatch(name, file)


def test_what_is_put_together_lies_together(bench: Bench) -> None:
    bench.create()
    bench.buckets.refusal = "wait"
    for number in range(20):
        bench.put(image=str(number), written_at="1767225600")
    eventually(lambda: status(bench)["Status"] == "Blocked", "nothing is written")
    bench.buckets.refusal = ""

    assert {row["image"] for row in bench.offline(20)} == {str(number) for number in range(20)}
    assert len(bench.buckets.files) == 1


def test_a_deletion_is_a_row_of_its_own(bench: Bench) -> None:
    bench.create()
    bench.put(image="a", written_at="100", ink="0.5")
    bench.delete("a", "200")

    [put, marker] = bench.offline(2)
    assert (put["is_deleted"], marker["is_deleted"]) == (False, True)
    assert (marker["image"], marker["written_at"], marker["ink"]) == ("a", 200.0, None)


def test_a_store_that_cannot_be_written_says_so_and_loses_nothing(bench: Bench) -> None:
    bench.create()
    bench.buckets.refusal = "An error occurred (AccessDenied)"
    bench.put(image="a", written_at="100")
    eventually(lambda: status(bench)["Status"] == "Blocked", "the store is blocked")
    assert status(bench)["BlockedReason"] == "An error occurred (AccessDenied)"
    bench.put(image="b", written_at="100")

    bench.buckets.refusal = ""
    assert [row["image"] for row in bench.offline(2)] == ["a", "b"]
    eventually(lambda: status(bench) == {"Status": "Active"}, "the store is active again")


def test_it_is_written_as_the_role_of_the_group_with_its_key(bench: Bench) -> None:
    key = "arn:aws:kms:us-east-1:000000000000:key/1"
    storage = {**OFFLINE["S3StorageConfig"], "KmsKeyId": key}
    bench.create(OfflineStoreConfig={"S3StorageConfig": storage})
    bench.put(image="a", written_at="100")

    bench.offline(1)
    [place] = bench.buckets.places
    assert (place.bucket, place.role, place.kms_key) == ("features", JOB_ROLE, key)


def test_a_group_that_is_online_only_writes_no_files(bench: Bench) -> None:
    bench.create(OfflineStoreConfig=None, RoleArn=None)
    bench.create("both")
    bench.put(image="a", written_at="100")
    bench.put("both", image="b", written_at="100")

    assert [row["image"] for row in bench.offline(1)] == ["b"]
    described = bench.sagemaker.describe_feature_group(FeatureGroupName="inks")
    assert "OfflineStoreStatus" not in described


def test_the_bus_hears_of_groups(bench: Bench) -> None:
    arn = bench.create()
    bench.sagemaker.delete_feature_group(FeatureGroupName="inks")

    eventually(lambda: len(bench.account.events) == 2, "both events are out")
    assert [one.detail["FeatureGroupStatus"] for one in bench.account.events] == [
        "Created",
        "Deleting",
    ]
    [first, _] = bench.account.events
    assert (first.source, first.detail_type, first.resources) == (
        "aws.sagemaker",
        "SageMaker Feature Group State Change",
        [arn],
    )
    known = service_model("sagemaker").operation_model("DescribeFeatureGroup").output_shape
    assert isinstance(known, StructureShape)
    assert set(first.detail) <= set(known.members)
    assert first.detail["CreationTime"] > 1_700_000_000_000


def status(bench: Bench) -> dict[str, Any]:
    described = bench.sagemaker.describe_feature_group(FeatureGroupName="inks")
    return {**described["OfflineStoreStatus"]}
