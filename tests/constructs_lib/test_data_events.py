"""Who reads and writes data is written down, and what is written cannot be changed unnoticed."""

import json
from functools import partial
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_s3 as s3

from constructs_lib.access_logs import AccessLogs
from constructs_lib.data_events import DataEvents, NothingToRecordError
from constructs_lib.zone import Zone
from tests.assembly import Template, as_list
from tests.constructs_lib.alone import ACCOUNT, key_of, template_of
from tests.constructs_lib.publishing import may_use_key

CLOUDTRAIL = "cloudtrail.amazonaws.com"


def build(data: cdk.Stack, trail: cdk.Stack | None = None) -> None:
    """The data in one stack; the trail in the same, or in a later one."""
    key = key_of(data)
    logs = AccessLogs(data, "Logs", expire=Duration.days(30), removal_policy=RemovalPolicy.RETAIN)
    zone = partial(
        Zone,
        key=key,
        access_logs=logs,
        old_versions_expire=Duration.days(30),
        removal_policy=RemovalPolicy.RETAIN,
    )
    zones = [zone(data, "Raw"), zone(data, "Models")]
    zone(data, "Unwatched")
    DataEvents(trail or data, "DataEvents", buckets=zones, logs=logs, key=key)


@pytest.fixture(scope="module")
def template() -> Template:
    return template_of(build)


def statements(template: Template) -> dict[str, dict[str, Any]]:
    """What CloudTrail may do to the bucket, by action."""
    policy = template.named("AWS::S3::BucketPolicy", "Logs")["PolicyDocument"]
    return {
        statement["Action"]: statement
        for statement in policy["Statement"]
        if statement["Effect"] == "Allow"
        and CLOUDTRAIL in as_list(statement["Principal"].get("Service"))
    }


def test_objects_of_the_zones_are_recorded_and_nothing_else(template: Template) -> None:
    """Management events are the account's own trail's: a second copy of them is paid for."""
    [selector] = template.only("AWS::CloudTrail::Trail")["AdvancedEventSelectors"]
    fields = {field["Field"]: field for field in selector["FieldSelectors"]}

    assert set(fields) == {"eventCategory", "resources.type", "resources.ARN"}
    assert fields["eventCategory"]["Equals"] == ["Data"]
    assert fields["resources.type"]["Equals"] == ["AWS::S3::Object"]
    [raw, models] = [str(prefix) for prefix in fields["resources.ARN"]["StartsWith"]]
    assert "'Raw" in raw
    assert "'Models" in models
    assert all(prefix.endswith("'/']]}") for prefix in (raw, models))


def test_it_records_in_this_region_and_each_file_is_vouched_for(template: Template) -> None:
    trail = template.only("AWS::CloudTrail::Trail")

    assert trail["IsLogging"] is True
    assert trail["EnableLogFileValidation"] is True
    assert trail["IsMultiRegionTrail"] is False
    assert trail["IncludeGlobalServiceEvents"] is False


def test_what_it_writes_is_encrypted_with_the_key(template: Template) -> None:
    assert template.only("AWS::CloudTrail::Trail")["KMSKeyId"]["Fn::GetAtt"][0].startswith("Key")
    assert may_use_key(CLOUDTRAIL, template) == [ACCOUNT]


def test_it_may_write_below_its_prefix_of_this_account_only(template: Template) -> None:
    put = statements(template)["s3:PutObject"]

    assert f"/data-events/AWSLogs/{ACCOUNT}/*" in str(put["Resource"])
    assert put["Condition"]["StringEquals"] == {
        "aws:SourceAccount": ACCOUNT,
        "s3:x-amz-acl": "bucket-owner-full-control",
    }
    assert template.only("AWS::CloudTrail::Trail")["S3KeyPrefix"] == "data-events"


def test_it_may_ask_whose_the_bucket_is(template: Template) -> None:
    asked = statements(template)["s3:GetBucketAcl"]

    assert asked["Condition"] == {"StringEquals": {"aws:SourceAccount": ACCOUNT}}


def test_the_policies_are_there_before_the_trail_which_tries_them(template: Template) -> None:
    [trail] = [it for it in template.resources.values() if it["Type"] == "AWS::CloudTrail::Trail"]

    assert {name[:3] for name in trail["DependsOn"]} == {"Key", "Log"}
    assert [name for name in trail["DependsOn"] if name.startswith("LogsPolicy")]


def test_the_bucket_and_the_key_may_stand_in_an_earlier_stack() -> None:
    def in_two(later: cdk.Stack) -> None:
        env = cdk.Environment(account=later.account, region=later.region)
        build(cdk.Stack(cdk.Stage.of(later), "Earlier", env=env), later)

    earlier = json.dumps(template_of(in_two, stack="Earlier").body)
    assert template_of(in_two).of_type("AWS::CloudTrail::Trail")
    assert CLOUDTRAIL in earlier
    assert "Fn::GetStackOutput" not in earlier
    assert "Fn::ImportValue" not in earlier


def test_a_trail_of_nothing_is_refused() -> None:
    stack = cdk.Stack()
    logs, key = s3.Bucket(stack, "Logs"), key_of(stack)

    with pytest.raises(NothingToRecordError) as refused:
        DataEvents(stack, "DataEvents", buckets=[], logs=logs, key=key)

    assert str(refused.value) == "data events are recorded of at least one bucket, got none"
