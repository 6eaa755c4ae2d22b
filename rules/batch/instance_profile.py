"""Instances of a fleet need an instance profile to join it."""

from collections.abc import Iterator

from rules.finding import Place
from rules.fleets import ec2_environments
from rules.rule import rule
from rules.template import Template


@rule(
    "BAT1",
    "AWS Batch refuses EC2 and SPOT environments without InstanceRole: give it an instance profile",
    evidence="R D02",
)
def check(template: Template) -> Iterator[Place]:
    for environment, _ in ec2_environments(template):
        if environment.get("ComputeResources.InstanceRole") in (None, ""):
            yield environment.at("ComputeResources.InstanceRole")
