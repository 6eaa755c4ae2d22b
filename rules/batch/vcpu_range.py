"""A fleet's least size is not above its largest."""

from collections.abc import Iterator

from rules.finding import Place
from rules.fleets import ENVIRONMENT
from rules.rule import rule
from rules.template import Template
from rules.value import number


@rule(
    "BAT3",
    "AWS Batch refuses MinvCpus or DesiredvCpus above MaxvCpus, and a MaxvCpus below 1: "
    "raise MaxvCpus",
    evidence="R D01",
)
def check(template: Template) -> Iterator[Place]:
    for environment in template.of_type(ENVIRONMENT):
        most = number(environment.get("ComputeResources.MaxvCpus"))
        if most is not None and most < 1:
            yield environment.at("ComputeResources.MaxvCpus", most)
        for name in ("MinvCpus", "DesiredvCpus"):
            least = number(environment.get(f"ComputeResources.{name}"))
            if least is not None and most is not None and least > most:
                yield environment.at(f"ComputeResources.{name}", least)
