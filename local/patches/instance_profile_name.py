"""The emulator's Ref of an instance profile is its ARN; CloudFormation's is its name.

Seen: iam:GetInstanceProfile, called with the physical id of the stack, found nothing.
"""

from collections.abc import Mapping
from typing import Any

from local.account.hooks import INSTANCE_PROFILES, RESOURCE_HANDLERS

Properties = Mapping[str, Any]
Provisioned = tuple[str, dict[str, Any]]


def apply() -> None:
    table = RESOURCE_HANDLERS.read()
    handlers = table["AWS::IAM::InstanceProfile"]

    def create(logical_id: str, properties: Properties, stack: str) -> Provisioned:
        return _named(handlers["create"](logical_id, properties, stack))

    def update(
        name: str, old: Properties, new: Properties, stack: str, logical_id: str
    ) -> Provisioned:
        return _named(handlers["update"](_arn(name), old, new, stack, logical_id))

    def delete(name: str, properties: Properties) -> None:
        handlers["delete"](_arn(name), properties)

    verbs = {"create": create, "update": update, "delete": delete}
    table["AWS::IAM::InstanceProfile"] = {**handlers, **verbs, "update_with_logical_id": True}


def _named(provisioned: Provisioned) -> Provisioned:
    arn, attributes = provisioned
    return arn.rpartition("/")[2], attributes


def _arn(name: str) -> str:
    profile = INSTANCE_PROFILES.read().get(name, {})
    return str(profile.get("Arn", name))
