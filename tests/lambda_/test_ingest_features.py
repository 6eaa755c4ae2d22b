"""The ingestion of features: what it writes, what it sets aside, and what comes again."""

import io
import json
from collections.abc import Iterator

import pytest
from botocore.response import StreamingBody
from botocore.stub import ANY, Stubber

from millrace.adapters import clients, feature_store
from millrace.feature_settings import NAMES, FeatureSettings
from millrace.handlers import ingest_features
from tests.lambda_.deliveries import QUEUE, delivery

SCHEMA = {"record_id": "id", "event_time": "at", "features": {"id": "String", "at": "Fractional"}}
GIVEN = {
    "FEATURES_BUCKET": "features",
    "FEATURE_GROUP": "pixels",
    "FEATURE_SCHEMA": json.dumps(SCHEMA),
    "DEAD_LETTERS_URL": "https://sqs.us-east-1.amazonaws.com/111122223333/letters",
}
NOTICE = json.dumps({"detail": {"object": {"key": "features/vision/a.csv", "version-id": "v1"}}})


@pytest.fixture(autouse=True)
def _container(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    credentials = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    for name, value in {**GIVEN, **credentials, "AWS_DEFAULT_REGION": "us-east-1"}.items():
        monkeypatch.setenv(name, value)
    once = (ingest_features.ingestion, feature_store.s3, feature_store.feature_store, clients.sqs)
    for made in once:
        made.cache_clear()
    yield
    for made in once:
        made.cache_clear()


def found(stubber: Stubber, content: bytes) -> None:
    stubber.add_response(
        "get_object",
        {"Body": StreamingBody(io.BytesIO(content), len(content)), "ContentLength": len(content)},
        {"Bucket": "features", "Key": "features/vision/a.csv", "VersionId": "v1"},
    )


def test_every_row_is_written_with_its_id_and_its_time() -> None:
    with Stubber(feature_store.s3()) as s3, Stubber(feature_store.feature_store()) as store:
        found(s3, b"\xef\xbb\xbfid,at\nx,1.5\n")
        store.add_response(
            "put_record",
            {},
            {
                "FeatureGroupName": "pixels",
                "Record": [
                    {"FeatureName": "id", "ValueAsString": "x"},
                    {"FeatureName": "at", "ValueAsString": "1.5"},
                ],
            },
        )
        assert ingest_features.handler(delivery(NOTICE), None) == {"batchItemFailures": []}
        store.assert_no_pending_responses()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"id,at\nx,soon\n", "features/vision/a.csv: line 2: at must be Fractional, got 'soon'"),
        (
            b"id,at\n\xff,1\n",
            "features/vision/a.csv: not UTF-8: invalid start byte at byte 6",
        ),
    ],
)
def test_a_wrong_file_is_set_aside_with_the_reason_and_nothing_of_it_written(
    content: bytes, reason: str
) -> None:
    with (
        Stubber(feature_store.s3()) as s3,
        Stubber(feature_store.feature_store()),
        Stubber(clients.sqs()) as sqs,
    ):
        found(s3, content)
        attributes = {
            "reason": {"DataType": "String", "StringValue": reason},
            "source": {"DataType": "String", "StringValue": QUEUE},
        }
        expected = {"QueueUrl": ANY, "MessageBody": NOTICE, "MessageAttributes": attributes}
        sqs.add_response("send_message", {}, expected)
        assert ingest_features.handler(delivery(NOTICE), None) == {"batchItemFailures": []}
        sqs.assert_no_pending_responses()


def test_a_notice_that_nobody_understands_is_set_aside() -> None:
    with Stubber(clients.sqs()) as sqs:
        sqs.add_response("send_message", {})
        assert ingest_features.handler(delivery("{broken"), None) == {"batchItemFailures": []}
        sqs.assert_no_pending_responses()


def test_a_store_that_refuses_now_brings_the_file_again() -> None:
    with Stubber(feature_store.s3()) as s3, Stubber(feature_store.feature_store()) as store:
        found(s3, b"id,at\nx,1\n")
        store.add_client_error("put_record", "AccessForbidden", http_status_code=403)
        answer = ingest_features.handler(delivery(NOTICE), None)
    assert len(answer["batchItemFailures"]) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_setting_is_named(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        FeatureSettings.from_env({**GIVEN, name: ""})
