"""A feature group: encrypted, kept in the features zone, written by whom it is granted."""

import json

import aws_cdk as cdk
import pytest
from aws_cdk import RemovalPolicy
from aws_cdk import aws_iam as iam

from constructs_lib.features.feature_group import (
    FeatureGroup,
    FeatureSchema,
    FeatureSchemaError,
    FeatureType,
)
from tests.assembly import Properties, Template
from tests.constructs_lib.alone import key_of, template_of, zone_of

SCHEMA = FeatureSchema(
    record_id="image",
    event_time="at",
    features={
        "image": FeatureType.STRING,
        "at": FeatureType.FRACTIONAL,
        "ink": FeatureType.FRACTIONAL,
    },
)


def group_of(stack: cdk.Stack, *, online: bool = True) -> FeatureGroup:
    return FeatureGroup(
        stack,
        "Pixels",
        name="millrace-dev-pixels",
        schema=SCHEMA,
        zone=zone_of(stack, key_of(stack)),
        prefix="feature-store/pixels",
        online=online,
        removal_policy=RemovalPolicy.DESTROY,
    )


def build(stack: cdk.Stack) -> None:
    role = iam.Role(stack, "Reader", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
    group_of(stack).grant_read(role)


@pytest.fixture(scope="module")
def template() -> Template:
    return template_of(build)


@pytest.fixture(scope="module")
def group(template: Template) -> Properties:
    return template.only("AWS::SageMaker::FeatureGroup")


def test_both_stores_are_encrypted_with_our_key(group: Properties) -> None:
    offline = group["OfflineStoreConfig"]["S3StorageConfig"]
    assert "Key" in json.dumps(offline["KmsKeyId"])
    assert "Key" in json.dumps(group["OnlineStoreConfig"]["SecurityConfig"]["KmsKeyId"])
    assert "feature-store/pixels" in json.dumps(offline["S3Uri"])


def test_without_online_it_costs_nothing_while_nobody_asks() -> None:
    template = template_of(lambda stack: group_of(stack, online=False))
    assert "OnlineStoreConfig" not in template.only("AWS::SageMaker::FeatureGroup")


def test_the_store_writes_below_its_prefix_alone(template: Template) -> None:
    [statement] = [
        s for role, s in template.statements() if "Role" in role and "s3:PutObject" in s["Action"]
    ]
    assert "feature-store/pixels/*" in json.dumps(statement["Resource"])


def test_it_waits_for_the_rights_of_its_role(template: Template) -> None:
    [name] = template.of_type("AWS::SageMaker::FeatureGroup")
    assert any("RoleDefaultPolicy" in after for after in template.resources[name]["DependsOn"])


def test_a_reader_reads_this_group_alone(template: Template) -> None:
    [statement] = [s for _, s in template.statements() if "sagemaker:GetRecord" in s["Action"]]
    assert "feature-group/millrace-dev-pixels" in json.dumps(statement["Resource"])
    assert "sagemaker:PutRecord" not in statement["Action"]


@pytest.mark.parametrize(
    ("but", "said"),
    [
        ({"record_id": "id"}, "'id' is none of the features: image, at"),
        ({"event_time": "when"}, "'when' is none of the features"),
        (
            {"features": {"image": FeatureType.STRING, "at": FeatureType.INTEGRAL}},
            "must be Fractional or String, got Integral",
        ),
    ],
)
def test_what_sagemaker_would_refuse_is_refused_first(but: dict[str, object], said: str) -> None:
    given = {"record_id": "image", "event_time": "at", "features": SCHEMA.features}
    with pytest.raises(FeatureSchemaError, match=said):
        FeatureSchema(**{**given, **but})  # type: ignore[arg-type]
