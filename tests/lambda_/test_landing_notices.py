"""The landing check is told three things, and reads S3's notices as EventBridge sends them."""

import json

import pytest

from millrace.domain.landing_desk import Notice
from millrace.fields import MalformedError
from millrace.landing_events import notice_from
from millrace.landing_settings import LandingSettings
from millrace.settings import MissingSettingsError
from tests.lambda_.test_lambda_settings import Watched

GIVEN = {
    "LANDING_BUCKET": "raw",
    "LANDING_RULES": json.dumps(
        {"largest_bytes": 5, "types": ["csv"], "prefixes": ["vision"], "schemas": {"vision": ["a"]}}
    ),
    "TICKETS_TOPIC": "arn:tickets",
}


def body(found: object) -> str:
    """As in the S3 User Guide, "EventBridge event message structure"."""
    return json.dumps(
        {
            "version": "0",
            "source": "aws.s3",
            "detail-type": "Object Created",
            "detail": {"version": "0", "bucket": {"name": "raw"}, "object": found},
        }
    )


def test_a_notice_names_key_and_version() -> None:
    found = {
        "key": "landing/a b.csv",
        "size": 5,
        "version-id": "v1",
        "sequencer": "00617F08299329D189",
    }
    assert notice_from(body(found)) == Notice(key="landing/a b.csv", version="v1")


def test_a_notice_without_a_version_is_one_of_the_newest() -> None:
    assert notice_from(body({"key": "landing/a.csv"})) == Notice(key="landing/a.csv", version=None)


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        ("{", "not JSON"),
        ("{}", "detail must be an object, got nothing"),
        (body(None), "detail.object must be an object, got nothing"),
        (body({}), "key must be a text that is not empty, got nothing"),
    ],
)
def test_what_is_no_notice_is_refused(broken: str, complaint: str) -> None:
    with pytest.raises(MalformedError, match=complaint):
        notice_from(broken)


def test_the_settings_are_what_the_environment_says() -> None:
    given = Watched(GIVEN)
    settings = LandingSettings.from_env(given)
    assert settings.rules.schemas == {"vision": ["a"]}
    assert (settings.bucket, settings.tickets_topic) == ("raw", "arn:tickets")
    assert given.asked == set(GIVEN)


@pytest.mark.parametrize("missing", GIVEN)
def test_a_missing_setting_is_named(missing: str) -> None:
    given = {name: value for name, value in GIVEN.items() if name != missing}
    with pytest.raises(MissingSettingsError, match=f"not set: {missing}; needed"):
        LandingSettings.from_env(given)
