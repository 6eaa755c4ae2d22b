"""Rules of security groups: flat in CloudFormation, nested in EC2."""

from collections.abc import Mapping
from typing import Any

from local.cloudformation.rows import ById, Lookup, Properties, Row

_ANY_PORT = -1


def rule_row(direction: str) -> Row:
    """For Ingress or Egress."""
    return Row(
        type=f"AWS::EC2::SecurityGroup{direction}",
        service="ec2",
        create=f"AuthorizeSecurityGroup{direction}",
        identifier="SecurityGroupRules[0].SecurityGroupRuleId",
        arrange=_authorized,
        arrange_update=_described,
        lookup=Lookup(
            by_id=ById(
                operation="DescribeSecurityGroupRules", argument="SecurityGroupRuleIds", many=True
            ),
            found="SecurityGroupRules",
        ),
        update=ById(operation="ModifySecurityGroupRules"),
        delete=ById(
            operation=f"RevokeSecurityGroup{direction}",
            argument="SecurityGroupRuleIds",
            many=True,
            also=("GroupId",),
        ),
    )


def _authorized(given: Properties) -> Mapping[str, Any]:
    return {"GroupId": given["GroupId"], "IpPermissions": [_permission(given)]}


def _permission(given: Properties) -> dict[str, Any]:
    """A rule as EC2 wants it: its protocol and ports, and one list that names the other side."""
    about = {"Description": given["Description"]} if "Description" in given else {}
    other_sides = {
        "IpRanges": {"CidrIp": given.get("CidrIp")},
        "Ipv6Ranges": {"CidrIpv6": given.get("CidrIpv6")},
        "PrefixListIds": {"PrefixListId": _either(given, "PrefixListId")},
        "UserIdGroupPairs": {
            "GroupId": _either(given, "SecurityGroupId"),
            "GroupName": given.get("SourceSecurityGroupName"),
            "UserId": given.get("SourceSecurityGroupOwnerId"),
        },
    }
    protocol = _present({name: given.get(name) for name in ("IpProtocol", "FromPort", "ToPort")})
    named = {name: _present(side) for name, side in other_sides.items()}
    return protocol | {name: [side | about] for name, side in named.items() if side}


def _described(physical_id: str, new: Properties, news: Properties) -> Mapping[str, Any]:
    """Only the description of a rule changes in place; EC2 wants the rest again."""
    rule = {
        "IpProtocol": new["IpProtocol"],
        "FromPort": new.get("FromPort", _ANY_PORT),
        "ToPort": new.get("ToPort", _ANY_PORT),
        "CidrIpv4": new.get("CidrIp"),
        "CidrIpv6": new.get("CidrIpv6"),
        "PrefixListId": _either(new, "PrefixListId"),
        "ReferencedGroupId": _either(new, "SecurityGroupId"),
        "Description": news.get("Description", ""),
    }
    changed = {"SecurityGroupRuleId": physical_id, "SecurityGroupRule": _present(rule)}
    return {"GroupId": new["GroupId"], "SecurityGroupRules": [changed]}


def _either(given: Properties, suffix: str) -> Any:
    return given.get(f"Source{suffix}") or given.get(f"Destination{suffix}")


def _present(members: Properties) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}
