"""Shares that AWS Batch does not take, or that would not do what they say."""

import re
from collections.abc import Iterator
from typing import Any

from rules.finding import Place
from rules.rule import rule
from rules.template import Resource, Template
from rules.value import number

_POLICY = "FairsharePolicy"
_LEAST, _MOST = 0.0001, 999.9999
_BOUNDS = {"ShareDecaySeconds": (0, 604_800), "ComputeReservation": (0, 99)}
_IDENTIFIER = re.compile(r"[A-Za-z0-9]{1,255}\*?")


@rule(
    "BATF",
    "AWS Batch refuses the policy: a weight is 0.0001 to 999.9999 (less is more), an identifier "
    "letters and digits that no other entry covers, a decay at most 604800, a reservation at most "
    "99",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for policy in template.of_type("AWS::Batch::SchedulingPolicy"):
        for name, (least, most) in _BOUNDS.items():
            given = number(policy.get(f"{_POLICY}.{name}"))
            if given is not None and not least <= given <= most:
                yield policy.at(f"{_POLICY}.{name}", given)
        yield from _shares(policy)


def _shares(policy: Resource) -> Iterator[Place]:
    path = f"{_POLICY}.ShareDistribution"
    seen: list[str] = []
    for index, share in enumerate(policy.items(path)):
        given: dict[str, Any] = share if isinstance(share, dict) else {}
        weight, name = number(given.get("WeightFactor")), given.get("ShareIdentifier")
        if weight is not None and not _LEAST <= weight <= _MOST:
            yield policy.at(f"{path}.{index}.WeightFactor", weight)
        if isinstance(name, str):
            if not _IDENTIFIER.fullmatch(name) or any(_overlap(name, other) for other in seen):
                yield policy.at(f"{path}.{index}.ShareIdentifier", name)
            seen.append(name)


def _overlap(one: str, other: str) -> bool:
    return one == other or _covers(one, other) or _covers(other, one)


def _covers(pattern: str, name: str) -> bool:
    return pattern.endswith("*") and name.startswith(pattern[:-1])
