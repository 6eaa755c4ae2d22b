"""The emulator takes a CloudFormation type that it does not have, and creates nothing.

Seen: a nested stack is not checked beforehand, and its AWS::CloudFormation::Macro was reported
as created. A type without a provisioner fails its stack.
"""

from collections.abc import Mapping
from typing import Any

from local.account.hooks import PROVISION, PROVISION_IN_STACKS, RESOURCE_HANDLERS

_CUSTOM = "Custom::"


class TypeNotServedError(ValueError):
    """A template holds a resource type that nothing here can create."""


def apply() -> None:
    provision = PROVISION.read()

    def provision_if_served(
        resource_type: str, logical_id: str, props: Mapping[str, Any], stack_name: str
    ) -> Any:
        if resource_type not in RESOURCE_HANDLERS.read() and not resource_type.startswith(_CUSTOM):
            raise TypeNotServedError(f"the local account does not serve {resource_type}")
        return provision(resource_type, logical_id, props, stack_name)

    PROVISION.replace(provision_if_served)
    PROVISION_IN_STACKS.replace(provision_if_served)
