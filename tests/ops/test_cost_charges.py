"""What a resource is charged for while nothing runs is read from its properties."""

import json
from collections import Counter
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

from ops.cost.charges import Charged, Free, Unpriced, charge
from ops.cost.prices import NoPricesError, free_types, prices_of

SUBNETS = [{"Ref": "One"}, {"Ref": "Two"}]
PRICES = prices_of("us-east-1")
FILE = Path(__file__).parents[2] / "ops" / "prices.json"
TYPES = {*PROVIDER_SCHEMA_MANAGER.get_resource_types("us-east-1"), "AWS::CDK::Metadata"}


@pytest.mark.parametrize(
    ("type_", "properties", "price", "quantity", "usd_a_month"),
    [
        (
            "AWS::EC2::VPCEndpoint",
            {"VpcEndpointType": "Interface", "SubnetIds": SUBNETS},
            *("interface-endpoint", 2, "14.60"),
        ),
        ("AWS::EC2::NatGateway", {}, "nat-gateway", 1, "32.85"),
        ("AWS::EC2::EIP", {}, "public-address", 1, "3.65"),
        ("AWS::EC2::TransitGatewayAttachment", {}, "transit-gateway-attachment", 1, "36.50"),
        ("AWS::KMS::Key", {"EnableKeyRotation": True}, "key", 1, "1.00"),
        ("AWS::SecretsManager::Secret", {}, "secret", 1, "0.40"),
        (
            "AWS::CloudWatch::Alarm",
            {"MetricName": "Errors", "Period": 60},
            "alarm-metric",
            1,
            "0.10",
        ),
        ("AWS::CloudWatch::Alarm", {"Period": 10}, "alarm-metric-high-resolution", 1, "0.30"),
        (
            "AWS::CloudWatch::Alarm",
            {"Metrics": [{"Expression": "a/b"}, {"MetricStat": {}}, {"MetricStat": {}}]},
            *("alarm-metric", 2, "0.20"),
        ),
        ("AWS::CloudWatch::CompositeAlarm", {}, "composite-alarm", 1, "0.50"),
        ("AWS::CloudWatch::Dashboard", {}, "dashboard", 1, "3.00"),
        (
            "AWS::Kinesis::Stream",
            {"StreamModeDetails": {"StreamMode": "ON_DEMAND"}},
            *("stream-on-demand", 1, "29.20"),
        ),
        ("AWS::Kinesis::Stream", {"ShardCount": 3}, "stream-shard", 3, "32.85"),
        (
            "AWS::KinesisFirehose::DeliveryStream",
            {"HttpEndpoint": {"VpcConfiguration": {"SubnetIds": SUBNETS}}},
            *("delivery-in-vpc", 2, "16.06"),
        ),
        (
            "AWS::FSx::FileSystem",
            {
                "FileSystemType": "LUSTRE",
                "StorageCapacity": 1200,
                "LustreConfiguration": {"DeploymentType": "SCRATCH_2"},
            },
            *("lustre-scratch-2", 1200, "168.00"),
        ),
        (
            "AWS::FSx::FileSystem",
            {
                "FileSystemType": "LUSTRE",
                "StorageCapacity": 1200,
                "LustreConfiguration": {
                    "DeploymentType": "PERSISTENT_2",
                    "PerUnitStorageThroughput": 125,
                },
            },
            *("lustre-persistent-2-125", 1200, "174.00"),
        ),
        ("AWS::EKS::Cluster", {}, "cluster", 1, "73.00"),
    ],
)
def test_what_costs_by_the_hour_or_the_month_is_counted(
    type_: str, properties: dict[str, Any], price: str, quantity: int, usd_a_month: str
) -> None:
    assert charge(type_, properties) == Charged(price, Decimal(quantity))
    assert PRICES[price].a_month(Decimal(quantity)) == Decimal(usd_a_month)


@pytest.mark.parametrize(
    ("type_", "properties"),
    [
        ("AWS::EC2::VPCEndpoint", {"VpcEndpointType": "Gateway"}),
        ("AWS::KinesisFirehose::DeliveryStream", {"S3DestinationConfiguration": {}}),
        ("AWS::DynamoDB::Table", {"BillingMode": "PAY_PER_REQUEST"}),
        ("AWS::Batch::ComputeEnvironment", {"ComputeResources": {"MinvCpus": 0}}),
        ("AWS::Lambda::Function", {}),
        ("AWS::EFS::FileSystem", {"ThroughputMode": "elastic"}),
        ("AWS::SSM::Parameter", {"Type": "String"}),
        ("AWS::S3::Bucket", {}),
        ("AWS::CloudTrail::Trail", {}),
        ("AWS::Budgets::Budget", {}),
        ("AWS::Glue::Connection", {}),
        ("Custom::S3AutoDeleteObjects", {}),
    ],
)
def test_what_is_priced_by_use_is_free_and_says_why(type_: str, properties: dict[str, Any]) -> None:
    found = charge(type_, properties)

    assert isinstance(found, Free)
    assert found.because


@pytest.mark.parametrize(
    ("type_", "properties", "because"),
    [
        ("AWS::Redshift::Cluster", {}, "no price is known for the type"),
        (
            "AWS::EC2::VPCEndpoint",
            {"VpcEndpointType": "GatewayLoadBalancer"},
            "no price is known for an endpoint of type GatewayLoadBalancer",
        ),
        (
            "AWS::EC2::VPCEndpoint",
            {"VpcEndpointType": "Interface", "SubnetIds": {"Ref": "Subnets"}},
            "its subnets are known only when it is deployed",
        ),
        (
            "AWS::Kinesis::Stream",
            {"ShardCount": {"Ref": "Shards"}},
            "its ShardCount is known only when it is deployed",
        ),
        (
            "AWS::FSx::FileSystem",
            {"FileSystemType": "WINDOWS", "StorageCapacity": 300},
            "no price is known for WINDOWS of this kind",
        ),
        ("AWS::DynamoDB::Table", {}, "no price is known for provisioned capacity"),
        (
            "AWS::Batch::ComputeEnvironment",
            {"ComputeResources": {"MinvCpus": 4}},
            "MinvCpus is not 0, so instances run while no job does",
        ),
        (
            "AWS::Lambda::Version",
            {"ProvisionedConcurrencyConfig": {}},
            "no price is known for provisioned concurrency",
        ),
        (
            "AWS::EFS::FileSystem",
            {"ThroughputMode": "provisioned"},
            "no price is known for provisioned throughput",
        ),
        (
            "AWS::SSM::Parameter",
            {"Tier": "Advanced"},
            "no price is known for an advanced parameter",
        ),
    ],
)
def test_what_has_no_price_is_never_taken_for_free(
    type_: str, properties: dict[str, Any], because: str
) -> None:
    assert charge(type_, properties) == Unpriced(because)


def test_every_price_has_a_source_and_a_date() -> None:
    for price in PRICES.values():
        assert price.source
        assert price.date.startswith("202")


def test_no_type_is_free_for_two_reasons() -> None:
    listed = [*chain(*json.loads(FILE.read_text())["free"].values())]

    assert [type_ for type_, times in Counter(listed).items() if times > 1] == []


@pytest.mark.parametrize("type_", sorted(free_types()))
def test_a_type_that_is_free_exists_and_is_not_also_charged(type_: str) -> None:
    assert isinstance(charge(type_, {}), Free)
    assert type_ in TYPES


def test_a_region_without_prices_is_refused() -> None:
    with pytest.raises(NoPricesError) as refused:
        prices_of("eu-west-1")

    assert str(refused.value) == (
        "no prices are known for eu-west-1; known: us-east-1 (ops/prices.json)"
    )
