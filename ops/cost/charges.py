"""What one resource is charged for while nothing runs, read from its properties."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from ops.cost.prices import free_types

Properties: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class Charged:
    price: str
    """Its name in the price table."""
    quantity: Decimal = Decimal(1)


@dataclass(frozen=True)
class Free:
    because: str


@dataclass(frozen=True)
class Unpriced:
    because: str


Charge: TypeAlias = Charged | Free | Unpriced


def charge(type_: str, properties: Properties) -> Charge:
    if type_ in _BY_PROPERTIES:
        return _BY_PROPERTIES[type_](properties)
    if type_ in _ONE_EACH:
        return Charged(_ONE_EACH[type_])
    if type_ in free_types():
        return Free(free_types()[type_])
    if type_.startswith(("Custom::", "AWS::CloudFormation::CustomResource")):
        return Free("by use: what runs")
    return Unpriced("no price is known for the type")


def _endpoint(properties: Properties) -> Charge:
    match properties.get("VpcEndpointType", "Gateway"):
        case "Interface":
            return _each("interface-endpoint", properties.get("SubnetIds"))
        case "Gateway":
            return Free("AWS takes nothing for a gateway endpoint")
        case other:
            return Unpriced(f"no price is known for an endpoint of type {other}")


def _stream(properties: Properties) -> Charge:
    if properties.get("StreamModeDetails", {}).get("StreamMode") == "ON_DEMAND":
        return Charged("stream-on-demand")
    return _counted("stream-shard", properties, "ShardCount", default=1)


def _delivery(properties: Properties) -> Charge:
    for destination in properties.values():
        if isinstance(destination, Mapping) and "VpcConfiguration" in destination:
            return _each("delivery-in-vpc", destination["VpcConfiguration"].get("SubnetIds"))
    return Free("by use: what is delivered")


def _file_system(properties: Properties) -> Charge:
    lustre = properties.get("LustreConfiguration", {})
    deployment = str(lustre.get("DeploymentType", "SCRATCH_1")).lower().replace("_", "-")
    throughput = lustre.get("PerUnitStorageThroughput")
    name = "-".join(map(str, filter(None, ("lustre", deployment, throughput))))
    if properties.get("FileSystemType") != "LUSTRE" or name not in _LUSTRE:
        return Unpriced(f"no price is known for {properties.get('FileSystemType')} of this kind")
    return _counted(name, properties, "StorageCapacity")


def _shared_files(properties: Properties) -> Charge:
    mode = properties.get("ThroughputMode", "bursting")
    if mode == "provisioned":
        return Unpriced("no price is known for provisioned throughput")
    return Free("by use: what is stored, and what is asked of it")


def _alarm(properties: Properties) -> Charge:
    period = properties.get("Period", 60)
    metrics = [metric for metric in properties.get("Metrics", ()) if "MetricStat" in metric]
    name = "alarm-metric-high-resolution" if period in _HIGH_RESOLUTION else "alarm-metric"
    return Charged(name, Decimal(max(1, len(metrics))))


def _table(properties: Properties) -> Charge:
    if properties.get("BillingMode") == "PAY_PER_REQUEST":
        return Free("by use: what is stored, and what is asked of it")
    return Unpriced("no price is known for provisioned capacity")


def _function(properties: Properties) -> Charge:
    if "ProvisionedConcurrencyConfig" in properties:
        return Unpriced("no price is known for provisioned concurrency")
    return Free("by use: what runs")


def _compute_environment(properties: Properties) -> Charge:
    if properties.get("ComputeResources", {}).get("MinvCpus", 0) == 0:
        return Free("by use: what runs")
    return Unpriced("MinvCpus is not 0, so instances run while no job does")


def _parameter(properties: Properties) -> Charge:
    if properties.get("Tier", "Standard") == "Standard":
        return Free("AWS takes nothing for a standard parameter")
    return Unpriced("no price is known for an advanced parameter")


def _each(price: str, listed: object) -> Charge:
    if not isinstance(listed, list):
        return Unpriced("its subnets are known only when it is deployed")
    return Charged(price, Decimal(len(listed)))


def _counted(price: str, properties: Properties, key: str, default: int | None = None) -> Charge:
    count = properties.get(key, default)
    if isinstance(count, bool) or not str(count).isdecimal():
        return Unpriced(f"its {key} is known only when it is deployed")
    return Charged(price, Decimal(str(count)))


_HIGH_RESOLUTION = (10, 20, 30)
_LUSTRE = ("lustre-scratch-2", "lustre-persistent-2-125")
_ONE_EACH = {
    "AWS::CloudWatch::CompositeAlarm": "composite-alarm",
    "AWS::CloudWatch::Dashboard": "dashboard",
    "AWS::EC2::EIP": "public-address",
    "AWS::EC2::NatGateway": "nat-gateway",
    "AWS::EC2::TransitGatewayAttachment": "transit-gateway-attachment",
    "AWS::EC2::TransitGatewayVpcAttachment": "transit-gateway-attachment",
    "AWS::EKS::Cluster": "cluster",
    "AWS::KMS::Key": "key",
    "AWS::SecretsManager::Secret": "secret",
    "Millrace::Metric": "custom-metric",
}
_BY_PROPERTIES: Mapping[str, Callable[[Properties], Charge]] = {
    "AWS::Batch::ComputeEnvironment": _compute_environment,
    "AWS::CloudWatch::Alarm": _alarm,
    "AWS::DynamoDB::Table": _table,
    "AWS::EC2::VPCEndpoint": _endpoint,
    "AWS::EFS::FileSystem": _shared_files,
    "AWS::FSx::FileSystem": _file_system,
    "AWS::Kinesis::Stream": _stream,
    "AWS::KinesisFirehose::DeliveryStream": _delivery,
    "AWS::Lambda::Alias": _function,
    "AWS::Lambda::Function": _function,
    "AWS::Lambda::Version": _function,
    "AWS::SSM::Parameter": _parameter,
}
