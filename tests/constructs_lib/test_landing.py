"""The door of the raw zone: told of every upload, and able to write where uploads may go."""

import json

import aws_cdk as cdk
import pytest
from aws_cdk import Duration, Size

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.landing import Landing, LandingRules
from constructs_lib.log_group import PlatformLogGroup
from constructs_lib.platform_function import PlatformLayer
from millrace.landing_settings import LandingSettings
from tests.assembly import Template, as_list
from tests.constructs_lib.alone import key_of, template_of, zone_of


def build(stack: cdk.Stack) -> None:
    key = key_of(stack)
    key.allow_logs()
    key.allow_service("events.amazonaws.com")
    Landing(
        stack,
        "Landing",
        zone=zone_of(stack, key),
        rules=LandingRules(
            largest=Size.mebibytes(2),
            types=["parquet", "csv"],
            prefixes=["vision"],
            schemas={"vision/table": ["id", "label"]},
        ),
        tickets=AlertTopic(stack, "Tickets", key=key, emails=[]),
        messages_key=key,
        layer=PlatformLayer(stack, "Packages"),
        log_group=PlatformLogGroup(stack, "CheckLogs", key=key, expire=Duration.days(30)),
    )


@pytest.fixture(scope="module")
def template() -> Template:
    return template_of(build)


def reach(template: Template, action: str) -> str:
    """The resources of every statement that allows the action."""
    found = [s["Resource"] for _, s in template.statements() if action in as_list(s["Action"])]
    return json.dumps(found)


def test_uploads_below_landing_are_what_it_listens_to(template: Template) -> None:
    pattern = template.only("AWS::Events::Rule")["EventPattern"]
    assert (pattern["source"], pattern["detail-type"]) == (["aws.s3"], ["Object Created"])
    assert pattern["detail"]["object"] == {"key": [{"prefix": "landing/"}]}
    assert "Raw" in str(pattern["detail"]["bucket"]["name"])


def test_the_function_is_given_exactly_the_settings_it_reads(template: Template) -> None:
    given = template.only("AWS::Lambda::Function")["Environment"]["Variables"]
    plain = {name: v if isinstance(v, str) else "a reference" for name, v in given.items()}
    settings = LandingSettings.from_env(plain)
    assert set(plain) == {"LANDING_BUCKET", "LANDING_RULES", "TICKETS_TOPIC"}
    assert settings.rules.largest_bytes == 2 * 1024 * 1024
    assert settings.rules.types == ["csv", "parquet"]
    assert settings.rules.schemas == {"vision/table": ["id", "label"]}


@pytest.mark.parametrize(
    ("action", "within", "without"),
    [
        ("s3:PutObject", ["/vision/*", "/quarantine/*"], ["/landing/*"]),
        ("s3:DeleteObjectVersion", ["/landing/*"], ["/vision/*", "/quarantine/*"]),
        ("s3:GetObjectVersion", ["/landing/*"], ["/vision/*", "/quarantine/*"]),
    ],
)
def test_it_takes_from_landing_and_writes_to_where_uploads_may_go(
    template: Template, action: str, within: list[str], without: list[str]
) -> None:
    reached = reach(template, action)
    assert all(f'"{path}"' in reached for path in within)
    assert not any(f'"{path}"' in reached for path in without)


@pytest.mark.parametrize("action", ["s3:DeleteObject", "s3:PutObjectAcl", "s3:*"])
def test_it_may_do_no_more(template: Template, action: str) -> None:
    assert template.roles_allowed(action) == []


def test_an_upload_that_cannot_be_checked_is_told_of(template: Template) -> None:
    alarm = template.only("AWS::CloudWatch::Alarm")
    assert "Tickets" in str(alarm["AlarmActions"])


def test_what_a_person_calls_in_vain_is_a_dead_letter(template: Template) -> None:
    target = template.only("AWS::Lambda::Function")["DeadLetterConfig"]["TargetArn"]
    assert target["Fn::GetAtt"][0].startswith("LandingFeedDeadLetters")


def test_there_is_time_for_the_largest_copy(template: Template) -> None:
    assert template.only("AWS::Lambda::Function")["Timeout"] == 900
    assert template.named("AWS::SQS::Queue", "LandingFeedQueue")["VisibilityTimeout"] == 5400
