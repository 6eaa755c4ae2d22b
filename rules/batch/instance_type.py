"""An instance type that does not exist leaves the fleet INVALID."""

import re
from collections.abc import Iterator

from rules.facts import known
from rules.finding import Place
from rules.fleets import ec2_environments
from rules.rule import rule
from rules.template import Template

_ANY_OF = {"optimal", "default_x86_64", "default_arm64"}
_FAMILY = re.compile(r"[a-z0-9-]+")


@rule(
    "BAT5",
    "EC2 has no such instance type, here or in this region, and the environment becomes INVALID: "
    "look it up with `aws ec2 describe-instance-type-offerings`",
    evidence="R D04",
)
def check(template: Template) -> Iterator[Place]:
    for environment, _ in ec2_environments(template):
        for index, name in enumerate(environment.items("ComputeResources.InstanceTypes")):
            if isinstance(name, str) and not _exists(name, template):
                yield environment.at(f"ComputeResources.InstanceTypes.{index}", name)


def _exists(name: str, template: Template) -> bool:
    if name in _ANY_OF:
        return True
    if _FAMILY.fullmatch(name):
        return any(type_.startswith(f"{name}.") for type_ in known("instance_types"))
    offered = template.facts.instances_in.get(template.region or "")
    if offered is not None and name in template.facts.instances:
        return name in offered
    return name in known("instance_types") or name in template.facts.instances
