"""What a role is granted, wherever its policies are written."""

from collections.abc import Iterator

from rules.policy import Statement, is_open, statements
from rules.template import Resource
from rules.value import UNKNOWN, mapping

ROLE = "AWS::IAM::Role"
_POLICIES = ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")


def policies_of(role: Resource) -> Iterator[Resource]:
    """Those that are resources of their own."""
    for policy in role.template.assembly.of_type(*_POLICIES):
        if any(policy.template.find(named, ROLE) is role for named in policy.items("Roles")):
            yield policy


def granted_to(role: Resource) -> list[Statement] | None:
    """None: what a managed policy of AWS or an unknown document grants, nobody knows."""
    documents = [mapping(inline).get("PolicyDocument") for inline in role.items("Policies")]
    documents += [policy.get("PolicyDocument") for policy in policies_of(role)]
    managed = role.get("ManagedPolicyArns")
    for arn in managed if isinstance(managed, list) else [managed] if managed else []:
        policy = role.template.find(arn, "AWS::IAM::ManagedPolicy")
        documents.append(policy.get("PolicyDocument") if policy else UNKNOWN)
    if any(map(is_open, documents)):
        return None
    return [found for document in documents for found in statements(document)]


def lacks(role: Resource, *actions: str) -> bool:
    """For certain."""
    granted = granted_to(role)
    return granted is not None and not all(
        any(found.allows(action) for found in granted) for action in actions
    )
