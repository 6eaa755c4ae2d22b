"""What AWS Batch leaves out of a launch template, without a word."""

from collections.abc import Iterator

from rules.finding import Place
from rules.fleets import ENVIRONMENT
from rules.rule import rule
from rules.template import Resource, Template
from rules.value import is_known, mapping

_DATA = "LaunchTemplateData"
_MARKET = "InstanceMarketOptions"
_IGNORED = ("DisableApiTermination", "IamInstanceProfile", _MARKET, "InstanceType")
_TAKEN = "capacity-block"
"""The market type that AWS's guide to Capacity Blocks with AWS Batch asks for."""


@rule(
    "BATU",
    f"AWS Batch ignores {', '.join(_IGNORED)} and the subnet of a network interface in a launch "
    f"template (of {_MARKET} it takes the MarketType {_TAKEN}): say it in "
    "ComputeResources, or leave it out",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for launch in template.of_type("AWS::EC2::LaunchTemplate"):
        if not _is_for_aws_batch(launch):
            continue
        for name in _IGNORED:
            given = launch.get(f"{_DATA}.{name}")
            if given is not None and not (name == _MARKET and _may_be_a_block(given)):
                yield launch.at(f"{_DATA}.{name}")
        for index, interface in enumerate(launch.items(f"{_DATA}.NetworkInterfaces")):
            if "SubnetId" in mapping(interface):
                yield launch.at(f"{_DATA}.NetworkInterfaces.{index}.SubnetId")


def _may_be_a_block(options: object) -> bool:
    market = mapping(options).get("MarketType")
    return market == _TAKEN or not (is_known(options) and is_known(market))


def _is_for_aws_batch(launch: Resource) -> bool:
    return any(
        environment.template.find(
            mapping(environment.get("ComputeResources.LaunchTemplate")).get("LaunchTemplateId"),
            launch.type,
        )
        is launch
        for environment in launch.template.assembly.of_type(ENVIRONMENT)
    )
