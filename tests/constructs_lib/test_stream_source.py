"""A stream: JSON in, Parquet in the raw zone out, and a ticket if it does not get there."""

import aws_cdk as cdk
import pytest
from aws_cdk import Duration

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.catalog import Catalog
from constructs_lib.log_group import PlatformLogGroup
from constructs_lib.stream_source import StreamSource
from tests.assembly import Properties, Template, as_list
from tests.constructs_lib.alone import key_of, template_of, zone_of


def build(stack: cdk.Stack) -> None:
    key = key_of(stack)
    key.allow_logs()
    StreamSource(
        stack,
        "Clicks",
        name="web-clicks",
        columns={"user": "string", "at": "timestamp"},
        zone=zone_of(stack, key),
        catalog=Catalog(stack, "Catalog", name="millrace-dev"),
        log_group=PlatformLogGroup(stack, "SourceLogs", key=key, expire=Duration.days(30)),
        tickets=AlertTopic(stack, "Tickets", key=key, emails=[]),
    )


@pytest.fixture(scope="module")
def template() -> Template:
    return template_of(build)


@pytest.fixture(scope="module")
def destination(template: Template) -> Properties:
    delivery = template.only("AWS::KinesisFirehose::DeliveryStream")
    found: Properties = delivery["ExtendedS3DestinationConfiguration"]
    return found


def test_the_stream_is_encrypted_with_the_key_of_the_zone(template: Template) -> None:
    encryption = template.only("AWS::Kinesis::Stream")["StreamEncryption"]
    assert encryption["EncryptionType"] == "KMS"
    assert "Key" in str(encryption["KeyId"])


def test_records_become_parquet_by_the_columns_of_a_table(
    template: Template, destination: Properties
) -> None:
    conversion = destination["DataFormatConversionConfiguration"]
    assert conversion["Enabled"] is True
    assert "ParquetSerDe" in conversion["OutputFormatConfiguration"]["Serializer"]
    [table] = template.of_type("AWS::Glue::Table")
    assert conversion["SchemaConfiguration"]["TableName"] == {"Ref": table}
    columns = template.only("AWS::Glue::Table")["TableInput"]["StorageDescriptor"]["Columns"]
    assert columns == [{"Name": "user", "Type": "string"}, {"Name": "at", "Type": "timestamp"}]


def test_names_in_the_catalog_can_be_written_in_a_query(template: Template) -> None:
    assert template.only("AWS::Glue::Table")["TableInput"]["Name"] == "web_clicks"
    assert template.only("AWS::Glue::Database")["DatabaseInput"]["Name"] == "millrace_dev"


def test_what_cannot_be_converted_is_kept_apart(destination: Properties) -> None:
    assert destination["Prefix"].startswith("web-clicks/!{timestamp")
    assert destination["ErrorOutputPrefix"].startswith("errors/web-clicks/!{firehose:error-output")


def test_a_conversion_has_the_buffer_that_firehose_demands(destination: Properties) -> None:
    assert destination["BufferingHints"]["SizeInMBs"] >= 64
    assert destination["CompressionFormat"] == "UNCOMPRESSED"


def test_files_are_encrypted_with_the_key_of_the_zone(destination: Properties) -> None:
    assert "Key" in str(destination["EncryptionConfiguration"]["KMSEncryptionConfig"])


def test_firehose_writes_below_its_two_prefixes_only(template: Template) -> None:
    resources = [
        str(resource)
        for _, statement in template.statements()
        if "s3:PutObject" in statement["Action"]
        for resource in as_list(statement["Resource"])
    ]
    assert resources
    assert all("/web-clicks/*" in r or "/errors/web-clicks/*" in r for r in resources)


def test_firehose_waits_for_its_permissions(template: Template) -> None:
    [delivery] = [
        r
        for r in template.resources.values()
        if r["Type"] == "AWS::KinesisFirehose::DeliveryStream"
    ]
    assert any("Policy" in name for name in delivery["DependsOn"])


def test_late_records_are_a_ticket(template: Template) -> None:
    alarm = template.only("AWS::CloudWatch::Alarm")
    assert alarm["MetricName"] == "DeliveryToS3.DataFreshness"
    assert alarm["Threshold"] == 900
    assert "Tickets" in str(alarm["AlarmActions"])
