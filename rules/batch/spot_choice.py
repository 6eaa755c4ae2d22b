"""Spot with little to choose from starves."""

from collections.abc import Iterator

from rules.finding import Place
from rules.fleets import ec2_environments
from rules.rule import rule
from rules.template import Template
from rules.value import Unknown

_FEWEST_TYPES, _FEWEST_SUBNETS = 3, 2
_WIDE = {"optimal", "default_x86_64", "default_arm64"}


@rule(
    "BATC",
    f"spot with fewer than {_FEWEST_TYPES} instance types or {_FEWEST_SUBNETS} zones waits for "
    "capacity that is elsewhere: name more types, and a subnet in every zone",
    evidence="R R06 R07",
)
def check(template: Template) -> Iterator[Place]:
    for environment, kind in ec2_environments(template):
        if kind != "SPOT":
            continue
        types = environment.get("ComputeResources.InstanceTypes")
        if isinstance(types, list) and _is_narrow(types, _FEWEST_TYPES):
            yield environment.at("ComputeResources.InstanceTypes", len(types))
        subnets = environment.get("ComputeResources.Subnets")
        together = environment.get("ComputeResources.PlacementGroup") is not None
        if not together and isinstance(subnets, list) and _is_narrow(subnets, _FEWEST_SUBNETS):
            yield environment.at("ComputeResources.Subnets", len(subnets))


def _is_narrow(choice: list[object], fewest: int) -> bool:
    """A family (``g5``) is many types."""
    open_ended = any(
        isinstance(item, Unknown) or (isinstance(item, str) and _is_many(item)) for item in choice
    )
    return not open_ended and len(set(map(repr, choice))) < fewest


def _is_many(item: str) -> bool:
    return item in _WIDE or ("." not in item and not item.startswith("subnet-"))
