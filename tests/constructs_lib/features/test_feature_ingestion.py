"""Ingestion: what lands below its source, and nothing else, is written into its group."""

import json

import aws_cdk as cdk
import pytest
from aws_cdk import Duration, RemovalPolicy

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.features.feature_group import FeatureGroup
from constructs_lib.features.feature_ingestion import FeatureIngestion
from constructs_lib.log_group import PlatformLogGroup
from constructs_lib.platform_function import PlatformLayer
from millrace.feature_settings import FeatureSettings
from tests.assembly import Template, as_list
from tests.constructs_lib.alone import key_of, template_of, zone_of
from tests.constructs_lib.features.test_feature_group import SCHEMA


def build(stack: cdk.Stack) -> None:
    key = key_of(stack)
    key.allow_logs()
    key.allow_service("events.amazonaws.com")
    zone = zone_of(stack, key)
    group = FeatureGroup(
        stack,
        "Pixels",
        name="millrace-dev-pixels",
        schema=SCHEMA,
        zone=zone,
        prefix="feature-store/pixels",
        online=False,
        removal_policy=RemovalPolicy.DESTROY,
    )
    FeatureIngestion(
        stack,
        "Ingestion",
        group=group,
        zone=zone,
        source="vision/pixels",
        tickets=AlertTopic(stack, "Tickets", key=key, emails=[]),
        messages_key=key,
        layer=PlatformLayer(stack, "Packages"),
        log_group=PlatformLogGroup(stack, "IngestLogs", key=key, expire=Duration.days(30)),
    )


@pytest.fixture(scope="module")
def template() -> Template:
    return template_of(build)


def test_files_below_the_source_are_what_it_listens_to(template: Template) -> None:
    pattern = template.only("AWS::Events::Rule")["EventPattern"]
    assert pattern["detail"]["object"] == {"key": [{"prefix": "vision/pixels/"}]}


def test_the_function_reads_the_settings_that_it_is_given(template: Template) -> None:
    given = template.only("AWS::Lambda::Function")["Environment"]["Variables"]
    settings = FeatureSettings.from_env(
        {name: v if isinstance(v, str) else "a reference" for name, v in given.items()}
    )
    assert settings.group == "millrace-dev-pixels"
    made = {name: str(kind) for name, kind in settings.schema.features.items()}
    assert made == {name: str(kind) for name, kind in SCHEMA.features.items()}


@pytest.mark.parametrize(
    ("action", "where"),
    [
        ("sagemaker:PutRecord", "feature-group/millrace-dev-pixels"),
        ("s3:GetObject", "vision/pixels/*"),
        ("s3:GetObjectVersion", "vision/pixels/*"),
    ],
)
def test_it_touches_its_source_and_its_group_alone(
    template: Template, action: str, where: str
) -> None:
    found = [
        s
        for role, s in template.statements()
        if role.startswith("Ingestion") and action in as_list(s["Action"])
    ]
    assert found
    for statement in found:
        assert where in json.dumps(statement["Resource"])


def test_a_file_that_was_set_aside_opens_a_ticket(template: Template) -> None:
    alarm = template.only("AWS::CloudWatch::Alarm")
    assert "Tickets" in json.dumps(alarm["AlarmActions"])
