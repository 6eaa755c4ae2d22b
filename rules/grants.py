"""What a role is granted, wherever its policies are written."""

from collections.abc import Iterator

from rules.policy import is_open, statements
from rules.template import Resource
from rules.value import mapping

ROLE = "AWS::IAM::Role"
_POLICIES = ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")


def policies_of(role: Resource) -> Iterator[Resource]:
    """Those that are resources of their own."""
    for policy in role.template.assembly.of_type(*_POLICIES):
        if any(policy.template.find(named, ROLE) is role for named in policy.items("Roles")):
            yield policy


def lacks(role: Resource, *actions: str) -> bool:
    """For certain: what a managed policy of AWS or an unknown document grants, nobody knows."""
    documents = [mapping(inline).get("PolicyDocument") for inline in role.items("Policies")]
    documents += [policy.get("PolicyDocument") for policy in policies_of(role)]
    if role.items("ManagedPolicyArns") or any(map(is_open, documents)):
        return False
    granted = [found for document in documents for found in statements(document)]
    return not all(any(found.allows(action) for found in granted) for action in actions)
