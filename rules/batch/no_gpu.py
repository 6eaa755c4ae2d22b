"""A job without a GPU does not ask for zero of them."""

from collections.abc import Iterator

from rules.finding import Place
from rules.fleets import containers
from rules.rule import rule
from rules.template import Template


@rule(
    "BATA",
    "AWS Batch refuses a requirement of 0 GPUs, vCPUs or MiB: leave the GPU out, ask for at least "
    "one of the others",
    evidence="R D10",
)
def check(template: Template) -> Iterator[Place]:
    for container in containers(template):
        for kind in ("GPU", "VCPU", "MEMORY"):
            asked = container.asks(kind)
            if asked is not None and asked <= 0:
                yield container.job.at(f"{container.path}.ResourceRequirements.{kind}", asked)
