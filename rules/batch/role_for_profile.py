"""A role is not an instance profile, though the property is called InstanceRole."""

from collections.abc import Iterator

from rules.finding import Place
from rules.fleets import ec2_environments
from rules.rule import rule
from rules.template import Template
from rules.value import matches

_PATH = "ComputeResources.InstanceRole"


@rule(
    "BAT2",
    "InstanceRole is a role, and the environment becomes INVALID: name the instance profile "
    "that holds the role",
    evidence="R D05",
)
def check(template: Template) -> Iterator[Place]:
    for environment, _ in ec2_environments(template):
        named = environment.get(_PATH)
        is_role = template.find(named, "AWS::IAM::Role") is not None
        if is_role or matches(r"arn:[^:]*:iam::[^:]*:role/.*", named):
            yield environment.at(_PATH)
