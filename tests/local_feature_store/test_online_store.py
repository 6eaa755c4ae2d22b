"""The online store has the newest of each record, and forgets what was deleted or is over."""

import time

import pytest

from local.feature_store import moments
from tests.local_feature_store.bench import Bench, refused


@pytest.fixture(autouse=True)
def _group(bench: Bench) -> None:
    bench.create()


def test_a_record_that_was_put_is_got(bench: Bench) -> None:
    bench.put(image="a", written_at="100", ink="0.5", strokes="3", by="ana")

    assert bench.get("a") == {
        "image": "a",
        "written_at": "100",
        "ink": "0.5",
        "strokes": "3",
        "by": "ana",
    }
    assert bench.get("b") is None


def test_features_are_got_by_name(bench: Bench) -> None:
    bench.put(image="a", written_at="100", ink="0.5")

    assert bench.get("a", FeatureNames=["ink", "by"]) == {"ink": "0.5"}
    with refused("'weight' is no feature of inks, which has image, written_at"):
        bench.get("a", FeatureNames=["weight"])


@pytest.mark.parametrize(
    ("second", "kept"), [("101", "0.9"), ("100.000000001", "0.9"), ("99", "0.5"), ("100", "0.5")]
)
def test_only_what_is_newer_replaces_what_is_held(bench: Bench, second: str, kept: str) -> None:
    bench.put(image="a", written_at="100", ink="0.5")
    bench.put(image="a", written_at=second, ink="0.9")

    assert bench.get("a", FeatureNames=["ink"]) == {"ink": kept}
    assert sorted(row["ink"] for row in bench.offline(2)) == [0.5, 0.9]


def test_a_record_is_replaced_whole(bench: Bench) -> None:
    bench.put(image="a", written_at="100", ink="0.5", by="ana")
    bench.put(image="a", written_at="101", ink="0.9")

    assert bench.get("a") == {"image": "a", "written_at": "101", "ink": "0.9"}


def test_many_records_are_got_at_once_from_several_groups(bench: Bench) -> None:
    bench.create("others")
    bench.put(image="a", written_at="100", ink="0.5")
    bench.put("others", image="b", written_at="100", ink="0.7")

    answer = bench.runtime.batch_get_record(
        Identifiers=[
            {"FeatureGroupName": "inks", "RecordIdentifiersValueAsString": ["a", "none"]},
            {
                "FeatureGroupName": "others",
                "RecordIdentifiersValueAsString": ["b"],
                "FeatureNames": ["ink"],
            },
            {"FeatureGroupName": "nowhere", "RecordIdentifiersValueAsString": ["c"]},
        ]
    )

    assert [one["RecordIdentifierValueAsString"] for one in answer["Records"]] == ["a", "b"]
    assert answer["Records"][1]["Record"] == [{"FeatureName": "ink", "ValueAsString": "0.7"}]
    assert [one["ErrorCode"] for one in answer["Errors"]] == ["ResourceNotFound"]


def test_what_was_deleted_is_not_got_and_nothing_older_brings_it_back(bench: Bench) -> None:
    bench.put(image="a", written_at="100", ink="0.5")
    bench.delete("a", "200")
    assert bench.get("a") is None

    bench.put(image="a", written_at="150", ink="0.6")
    assert bench.get("a") is None
    bench.put(image="a", written_at="201", ink="0.7")
    assert bench.get("a", FeatureNames=["ink"]) == {"ink": "0.7"}


def test_a_deletion_that_is_not_later_leaves_the_record(bench: Bench) -> None:
    bench.put(image="a", written_at="100", ink="0.5")

    bench.delete("a", "100")
    assert bench.get("a") is not None
    with refused("the event time 100 is not later than that of the record 'a'"):
        bench.delete("a", "100", DeletionMode="HardDelete")
    assert [row["is_deleted"] for row in bench.offline(2)] == [False, True]


def test_after_a_hard_deletion_any_time_is_new(bench: Bench) -> None:
    bench.put(image="a", written_at="100", ink="0.5")
    bench.delete("a", "200", DeletionMode="HardDelete")

    bench.put(image="a", written_at="50", ink="0.6")
    assert bench.get("a", FeatureNames=["ink"]) == {"ink": "0.6"}


def test_a_record_expires_after_its_time_to_live(bench: Bench) -> None:
    for name, age in (("over", 3600), ("fresh", 0)):
        ttl = {"Unit": "Minutes", "Value": 30}
        bench.put("inks", {"TtlDuration": ttl}, image=name, written_at=str(time.time() - age))

    assert bench.get("over") is None
    answer = bench.runtime.get_record(
        FeatureGroupName="inks",
        RecordIdentifierValueAsString="fresh",
        ExpirationTimeResponse="Enabled",
    )
    left = (moments.of_iso(answer["ExpiresAt"]) or 0) / 1e9 - time.time()
    assert 29 * 60 < left <= 30 * 60


def test_a_group_can_say_how_long_its_records_live(bench: Bench) -> None:
    ttl = {"Unit": "Minutes", "Value": 30}
    bench.sagemaker.update_feature_group(
        FeatureGroupName="inks", OnlineStoreConfig={"TtlDuration": {"Unit": "Minutes", "Value": 30}}
    )
    bench.put(image="a", written_at=str(time.time() - 3600))
    bench.put(image="b", written_at=str(time.time()))

    assert bench.get("a") is None
    assert bench.get("b") is not None
    described = bench.sagemaker.describe_feature_group(FeatureGroupName="inks")
    assert described["OnlineStoreConfig"]["TtlDuration"] == ttl


def test_a_deleted_group_has_no_records_any_more(bench: Bench) -> None:
    bench.put(image="a", written_at="100")
    bench.sagemaker.delete_feature_group(FeatureGroupName="inks")

    with refused("can't find a FeatureGroup with name inks", code="ResourceNotFound"):
        bench.get("a")
    bench.create()
    assert bench.get("a") is None
