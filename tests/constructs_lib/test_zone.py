"""A zone: events out, an inventory in the logs, cheaper storage, and emptied if it may go."""

import aws_cdk as cdk
import pytest
from aws_cdk import Duration, RemovalPolicy

from constructs_lib.access_logs import AccessLogs
from constructs_lib.zone import LifecycleError, Zone
from tests.assembly import Properties, Template
from tests.constructs_lib.alone import key_of, template_of


def build(stack: cdk.Stack, *, expire: int | None = None) -> None:
    logs = AccessLogs(
        stack,
        "Logs",
        expire=Duration.days(30),
        removal_policy=RemovalPolicy.DESTROY,
        auto_delete=True,
    )
    Zone(
        stack,
        "Raw",
        key=key_of(stack),
        access_logs=logs,
        old_versions_expire=Duration.days(7),
        removal_policy=RemovalPolicy.DESTROY,
        expire=None if expire is None else Duration.days(expire),
        tier_after=Duration.days(30),
        auto_delete=True,
    )


@pytest.fixture(scope="module")
def template() -> Template:
    return template_of(build)


@pytest.fixture(scope="module")
def zone(template: Template) -> Properties:
    return template.named("AWS::S3::Bucket", "Raw")


def test_every_change_of_an_object_is_an_event(zone: Properties) -> None:
    assert zone["NotificationConfiguration"] == {
        "EventBridgeConfiguration": {"EventBridgeEnabled": True}
    }


def test_no_function_of_the_cdk_sets_the_notification(template: Template) -> None:
    assert not template.of_type("Custom::S3BucketNotifications")


def test_objects_move_to_intelligent_tiering(zone: Properties) -> None:
    [rule] = zone["LifecycleConfiguration"]["Rules"]
    assert rule["Transitions"] == [{"StorageClass": "INTELLIGENT_TIERING", "TransitionInDays": 30}]


def test_objects_that_expire_before_they_move_are_refused() -> None:
    with pytest.raises(LifecycleError, match=r"less than the 30 days .* got 30"):
        template_of(lambda stack: build(stack, expire=30))


def test_a_list_of_every_version_lands_in_the_logs_each_week(zone: Properties) -> None:
    [inventory] = zone["InventoryConfigurations"]
    assert inventory["ScheduleFrequency"] == "Weekly"
    assert inventory["IncludedObjectVersions"] == "All"
    assert inventory["Destination"]["Format"] == "Parquet"
    assert inventory["Destination"]["Prefix"] == "inventory/raw"
    assert inventory["Destination"]["BucketArn"]["Fn::GetAtt"][0].startswith("Logs")


def test_s3_may_deliver_the_list_for_this_bucket_only(template: Template) -> None:
    policy = template.named("AWS::S3::BucketPolicy", "Logs")["PolicyDocument"]
    [allowed] = [
        statement
        for statement in policy["Statement"]
        if statement.get("Principal") == {"Service": "s3.amazonaws.com"}
    ]
    assert allowed["Action"] == "s3:PutObject"
    assert "Raw" in str(allowed["Condition"]["ArnLike"]["aws:SourceArn"])


def test_what_may_be_destroyed_is_emptied_first(template: Template) -> None:
    emptied = {
        found["BucketName"]["Ref"]
        for found in template.of_type("Custom::S3AutoDeleteObjects").values()
    }
    assert emptied == set(template.of_type("AWS::S3::Bucket"))
