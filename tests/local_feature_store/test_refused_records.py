"""A record that AWS would refuse is refused, and neither store has it."""

import pytest

from tests.local_feature_store.bench import (
    FEATURES,
    OFFLINE,
    Bench,
    definitions,
    record,
    refused,
)

_GOOD = {"image": "a", "written_at": "100", "ink": "0.5", "strokes": "3"}


@pytest.fixture(autouse=True)
def _group(bench: Bench) -> None:
    bench.create()


@pytest.mark.parametrize(
    ("but", "because"),
    [
        ({"weight": "1"}, "'weight' is no feature of inks"),
        ({"strokes": "3.5"}, "'strokes' must be Integral, got '3.5'"),
        ({"strokes": "1_000"}, "'strokes' must be Integral, got '1_000'"),
        ({"strokes": str(2**63)}, "'strokes' must be Integral"),
        ({"strokes": ""}, "'strokes' must be Integral, got ''"),
        ({"ink": "much"}, "'ink' must be Fractional, got 'much'"),
        ({"ink": "nan"}, "'ink' must be Fractional, got 'nan'"),
        ({"ink": "1e999"}, "'ink' must be Fractional"),
        ({"written_at": "2026-01-01T00:00:00Z"}, "'written_at' must be Fractional"),
        ({"written_at": "1e15"}, "the event time written_at must be seconds since 1970"),
        ({"by": "x" * 360_000}, "length of Record[4].ValueAsString must be at most 358400"),
        ({"by": "x" * 358_400}, "a record has at most 358400 bytes"),
        ({"image": "x" * 2049}, "a record identifier has at most 2048 bytes"),
    ],
)
def test_a_wrong_value_is_refused(bench: Bench, but: dict[str, str], because: str) -> None:
    with refused(because):
        bench.put(**{**_GOOD, **but})
    assert bench.get("a") is None


@pytest.mark.parametrize("missing", ["image", "written_at"])
def test_a_record_needs_its_identifier_and_its_time(bench: Bench, missing: str) -> None:
    with refused(f"'{missing}' is missing: each record of inks needs it"):
        bench.put(**{name: value for name, value in _GOOD.items() if name != missing})


def test_a_feature_is_given_once(bench: Bench) -> None:
    with refused("'ink' is given more than once"):
        bench.runtime.put_record(
            FeatureGroupName="inks", Record=[*record(_GOOD), *record({"ink": "1"})]
        )


def test_collections_are_not_served(bench: Bench) -> None:
    with refused("'ink': collections are not served by the local account"):
        bench.runtime.put_record(
            FeatureGroupName="inks",
            Record=[
                *record({"image": "a", "written_at": "100"}),
                {"FeatureName": "ink", "ValueAsStringList": ["1", "2"]},
            ],
        )


@pytest.fixture
def words(bench: Bench) -> str:
    """A group whose event time is text."""
    features = definitions({**FEATURES, "written_at": "String"})
    bench.create("words", FeatureDefinitions=features)
    return "words"


@pytest.mark.parametrize("fraction", ["", ".123", ".123456789"])
def test_a_time_in_words_is_iso_8601_in_utc(bench: Bench, words: str, fraction: str) -> None:
    time = f"2026-01-01T00:00:00{fraction}Z"
    bench.put(words, image="a", written_at=time)

    assert bench.get("a", words) == {"image": "a", "written_at": time}


@pytest.mark.parametrize(
    "time",
    [
        "2026-01-01T00:00:00+01:00",
        "2026-01-01T00:00:00",
        "2026-13-01T00:00:00Z",
        "2026-01-01T00:00:00.12Z",
        "yesterday",
    ],
)
def test_any_other_time_in_words_is_refused(bench: Bench, words: str, time: str) -> None:
    with refused("the event time written_at must be yyyy-MM-ddTHH:mm:ssZ"):
        bench.put(words, image="a", written_at=time)


def test_what_is_not_served_is_refused_by_its_name(bench: Bench) -> None:
    with refused("ListRecords is not served by the local account yet"):
        bench.runtime.list_records(FeatureGroupName="inks")


def test_there_must_be_such_a_group(bench: Bench) -> None:
    with refused("Resource Not Found: Amazon SageMaker can't find a FeatureGroup with name none"):
        bench.put("none", **_GOOD)
    with refused("can't find a FeatureGroup with name none", code="ResourceNotFound"):
        bench.get("a", "none")


def test_a_group_without_an_online_store_is_not_read(bench: Bench) -> None:
    bench.create("archive", OnlineStoreConfig=None)
    bench.put("archive", **_GOOD)

    with refused("archive has no OnlineStore, from which records are read"):
        bench.get("a", "archive")
    with refused("archive has no OnlineStore, it has OfflineStore"):
        bench.put("archive", {"TargetStores": ["OnlineStore"]}, **_GOOD)


def test_one_store_can_be_meant(bench: Bench) -> None:
    bench.put("inks", {"TargetStores": ["OfflineStore"]}, **_GOOD)
    bench.offline(1)
    assert bench.get("a") is None

    bench.put("inks", {"TargetStores": ["OnlineStore"]}, **{**_GOOD, "ink": "0.9"})
    bench.put(**{**_GOOD, "image": "b"})
    assert [row["ink"] for row in bench.offline(2)] == [0.5, 0.5]


@pytest.mark.parametrize(
    ("but", "because"),
    [
        ({"OfflineStoreConfig": None, "OnlineStoreConfig": None}, "must be enabled"),
        ({"RoleArn": None}, "needs a RoleArn"),
        ({"RecordIdentifierFeatureName": "id"}, "RecordIdentifierFeatureName 'id' is none of"),
        ({"EventTimeFeatureName": "strokes"}, "the event time must be String or Fractional"),
        (
            {"FeatureDefinitions": definitions({**FEATURES, "write_time": "String"})},
            "no feature may be called write_time",
        ),
        ({"FeatureDefinitions": definitions(FEATURES) * 2}, "each feature is defined once"),
        (
            {"OfflineStoreConfig": {**OFFLINE, "TableFormat": "Iceberg"}},
            "TableFormat Iceberg is not served by the local account",
        ),
    ],
)
def test_a_group_that_could_not_work_is_not_made(
    bench: Bench, but: dict[str, object], because: str
) -> None:
    with refused(because, code="ValidationException"):
        bench.create("wrong", **but)
    assert [
        one["FeatureGroupName"]
        for one in bench.sagemaker.list_feature_groups()["FeatureGroupSummaries"]
    ] == ["inks"]
