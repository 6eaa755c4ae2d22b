"""EFA says nothing to an instance whose security group does not let everything through."""

from collections.abc import Iterator
from typing import Any

from rules.finding import Place
from rules.rule import rule
from rules.security_groups import EGRESS, INGRESS
from rules.template import Resource, Template
from rules.value import Unknown, mapping, text

_GROUP = "AWS::EC2::SecurityGroup"
_INTERFACES = "LaunchTemplateData.NetworkInterfaces"
_PEER = {INGRESS: "SourceSecurityGroupId", EGRESS: "DestinationSecurityGroupId"}
_EVERYTHING = "-1"


@rule(
    "BATS",
    "nodes of a job do not find each other over EFA, whose traffic the security group drops: let "
    "the group send everything (IpProtocol -1) to itself, and receive everything from itself",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for launch in template.of_type("AWS::EC2::LaunchTemplate"):
        for index, interface in enumerate(launch.items(_INTERFACES)):
            given = mapping(interface)
            if not text(given.get("InterfaceType")).startswith("efa"):
                continue
            groups = given.get("Groups")
            found = [template.find(g, _GROUP) for g in groups] if isinstance(groups, list) else []
            known = [group for group in found if group is not None]
            if known and len(known) == len(found) and not any(map(_is_open_to_itself, known)):
                yield launch.at(f"{_INTERFACES}.{index}.Groups")


def _is_open_to_itself(group: Resource) -> bool:
    return all(
        any(_lets(group, peer, body) for body in _rules(group, way)) for way, peer in _PEER.items()
    )


def _rules(group: Resource, direction: str) -> Iterator[Any]:
    """In the group, and as resources of their own; what is not known may be the right one."""
    inside = group.get(f"{direction}")
    yield from inside if isinstance(inside, list) else [inside]
    for outside in group.template.assembly.of_type(f"AWS::EC2::{direction}"):
        if outside.template.find(outside.get("GroupId"), _GROUP) is group:
            yield outside.properties


def _lets(group: Resource, peer: str, body: Any) -> bool:
    if isinstance(body, Unknown):
        return True
    given = mapping(body)
    named = given.get(peer)
    itself = group.template.find(named, _GROUP) is group or isinstance(named, Unknown)
    anybody = given.get("CidrIp") == "0.0.0.0/0"
    return text(given.get("IpProtocol")) == _EVERYTHING and (itself or anybody)
