"""The rules of security groups, wherever they are written."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from rules.template import Resource, Template

INGRESS, EGRESS = "SecurityGroupIngress", "SecurityGroupEgress"
_OUTSIDE = {"AWS::EC2::SecurityGroupIngress": INGRESS, "AWS::EC2::SecurityGroupEgress": EGRESS}


def rules_of_groups(template: Template) -> Iterator[tuple[Resource, str, dict[str, Any]]]:
    """(resource, where in it, rule), inside a group and as a resource of its own."""
    for group in template.of_type("AWS::EC2::SecurityGroup"):
        for direction in (INGRESS, EGRESS):
            for index, body in enumerate(group.items(direction)):
                if isinstance(body, dict):
                    yield group, f"{direction}.{index}.", body
    for outside in template.of_type(*_OUTSIDE):
        if isinstance(outside.properties, dict):
            yield outside, "", outside.properties


def counts(template: Template) -> dict[tuple[Resource, str], int]:
    """How many rules each group of the template has, inside and outside of it, by direction."""
    found: Counter[tuple[Resource, str]] = Counter()
    for group in template.of_type("AWS::EC2::SecurityGroup"):
        for direction in (INGRESS, EGRESS):
            found[group, direction] += len(group.items(direction))
    for outside in template.assembly.of_type(*_OUTSIDE):
        owner = outside.template.find(outside.get("GroupId"), "AWS::EC2::SecurityGroup")
        if owner is not None and owner.template is template:
            found[owner, _OUTSIDE[outside.type]] += 1
    return found
