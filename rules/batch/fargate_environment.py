"""Fargate has no instances, and takes nothing that is about them."""

from collections.abc import Iterator

from rules.finding import Place
from rules.fleets import ENVIRONMENT
from rules.rule import rule
from rules.template import Template
from rules.value import text

_OF_INSTANCES = (
    "BidPercentage", "DesiredvCpus", "Ec2Configuration", "Ec2KeyPair", "ImageId", "InstanceRole",
    "InstanceTypes", "LaunchTemplate", "MinvCpus", "PlacementGroup", "SpotIamFleetRole", "Tags",
)  # fmt: skip


@rule(
    "BATR",
    "AWS Batch refuses a Fargate environment with a property of instances "
    f"({', '.join(_OF_INSTANCES)}) and one without a security group: leave the first out, name the "
    "second",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for environment in template.of_type(ENVIRONMENT):
        if not text(environment.get("ComputeResources.Type")).upper().startswith("FARGATE"):
            continue
        for name in _OF_INSTANCES:
            if environment.get(f"ComputeResources.{name}") is not None:
                yield environment.at(f"ComputeResources.{name}")
        groups = environment.get("ComputeResources.SecurityGroupIds")
        if groups is None or groups == []:
            yield environment.at("ComputeResources.SecurityGroupIds")
