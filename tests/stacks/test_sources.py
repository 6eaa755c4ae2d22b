"""Sources: each one of the file is there, and writes below its own name, encrypted."""

import json

import pytest

from tests.assembly import Assembly, Template, as_list


@pytest.fixture(scope="module")
def template(production: Assembly) -> Template:
    return production.template("Sources")


def test_a_stream_arrives_as_parquet_below_its_name(template: Template) -> None:
    delivery = template.only("AWS::KinesisFirehose::DeliveryStream")
    to = delivery["ExtendedS3DestinationConfiguration"]
    converted = to["DataFormatConversionConfiguration"]
    assert converted["Enabled"] is True
    assert "ParquetSerDe" in converted["OutputFormatConfiguration"]["Serializer"]
    assert to["Prefix"].startswith("clicks/")
    assert to["ErrorOutputPrefix"].startswith("errors/clicks/")


def test_a_stream_is_encrypted_with_the_data_key(template: Template) -> None:
    encryption = template.only("AWS::Kinesis::Stream")["StreamEncryption"]
    assert encryption["EncryptionType"] == "KMS"
    assert "DataKey" in json.dumps(encryption["KeyId"])


def test_a_database_is_copied_by_a_job_on_a_schedule_without_a_password_in_it(
    template: Template,
) -> None:
    assert template.of_type("AWS::Glue::Job")
    assert "PASSWORD" not in json.dumps(template.body).upper().replace("SECRETSMANAGER", "")


def test_every_source_writes_below_its_own_name(template: Template) -> None:
    written = [
        json.dumps(resource)
        for _, statement in template.statements()
        if "s3:PutObject" in as_list(statement["Action"])
        for resource in as_list(statement["Resource"])
    ]
    assert written
    assert all("/*" in resource for resource in written)
    assert not [resource for resource in written if '"/*"' in resource]


def test_a_copy_that_fails_opens_a_ticket(template: Template) -> None:
    rules = template.of_type("AWS::Events::Rule").values()
    assert {rule["EventPattern"]["source"][0] for rule in rules} == {"aws.glue", "aws.datasync"}
    for rule in rules:
        [target] = rule["Targets"]
        assert "Tickets" in json.dumps(target["Arn"])
        assert "Undelivered" in json.dumps(target["DeadLetterConfig"])
