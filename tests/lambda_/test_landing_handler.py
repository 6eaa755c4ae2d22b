"""The landing check itself: what it is wired to, and what goes back to the queue."""

from collections.abc import Iterator

import pytest
from botocore.stub import Stubber

from millrace.adapters import zones
from millrace.handlers import check_landing
from tests.lambda_.deliveries import delivery
from tests.lambda_.test_landing_notices import GIVEN, body
from tests.lambda_.test_landing_zone import HEAD


@pytest.fixture
def container(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A container that has just started, with the settings that the construct gives."""
    credentials = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    for name, value in {**GIVEN, **credentials, "AWS_DEFAULT_REGION": "us-east-1"}.items():
        monkeypatch.setenv(name, value)
    once_per_container = (check_landing.desk, zones.s3, zones.sns)
    for made in once_per_container:
        made.cache_clear()
    yield
    for made in once_per_container:
        made.cache_clear()


NOTICE = body({"key": "landing/vision/a.csv", "version-id": "v1"})


@pytest.mark.usefixtures("container")
def test_an_upload_that_is_gone_is_settled_and_one_that_is_throttled_comes_again() -> None:
    with Stubber(zones.s3()) as s3:
        s3.add_client_error("head_object", "404", http_status_code=404)
        s3.add_client_error("head_object", "SlowDown", http_status_code=503)

        answer = check_landing.handler(delivery(NOTICE, NOTICE), None)

    [failed] = answer["batchItemFailures"]
    assert failed["itemIdentifier"] == delivery(NOTICE, NOTICE)["Records"][1]["messageId"]


@pytest.mark.usefixtures("container")
def test_a_notice_that_nobody_understands_goes_to_the_dead_letters_in_the_end() -> None:
    answer = check_landing.handler(delivery("{broken"), None)

    assert len(answer["batchItemFailures"]) == 1


@pytest.mark.usefixtures("container")
def test_a_refused_upload_is_copied_marked_told_of_and_deleted_in_this_order() -> None:
    empty = HEAD | {"ContentLength": 0}
    there = {"landing-version": "v1", "landing-uploaded": "2026-11-01T00:00:00+00:00"}
    with Stubber(zones.s3()) as s3, Stubber(zones.sns()) as sns:
        s3.add_response("head_object", empty)
        s3.add_client_error("head_object", "404", http_status_code=404)
        s3.add_response("head_object", empty)
        s3.add_response("head_object", empty)
        s3.add_response("copy_object", {})
        s3.add_response("head_object", empty | {"Metadata": there})
        s3.add_response("put_object_tagging", {})
        sns.add_client_error("publish", "Throttled")

        first = check_landing.handler(delivery(NOTICE), None)
        assert len(first["batchItemFailures"]) == 1
        s3.assert_no_pending_responses()

        s3.add_response("head_object", empty)
        s3.add_response("head_object", empty | {"Metadata": there})
        s3.add_response("put_object_tagging", {})
        sns.add_response("publish", {"MessageId": "1"})
        s3.add_response("delete_object", {})

        again = check_landing.handler(delivery(NOTICE), None)
        assert again == {"batchItemFailures": []}
        s3.assert_no_pending_responses()
