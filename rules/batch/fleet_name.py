"""A fleet with a name cannot be replaced: the new one comes before the old one goes."""

from collections.abc import Iterator

from rules.finding import Place
from rules.fleets import ENVIRONMENT
from rules.rule import rule
from rules.template import Template


@rule(
    "BATD",
    "a change that replaces the environment fails (already exists), for it has a fixed name: leave "
    "ComputeEnvironmentName to CloudFormation",
    evidence="K",
)
def check(template: Template) -> Iterator[Place]:
    for environment in template.of_type(ENVIRONMENT):
        name = environment.get("ComputeEnvironmentName")
        if name is not None:
            yield environment.at("ComputeEnvironmentName", name)
