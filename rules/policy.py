"""Policies of IAM, of keys, queues, topics and buckets: who may do what."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from rules.template import Resource
from rules.value import Text, Unknown, listed, mapping, text


@dataclass(frozen=True)
class Statement:
    body: dict[str, Any]

    @property
    def allows_anything(self) -> bool:
        return text(self.body.get("Effect")) == "Allow"

    def allows(self, action: str) -> bool:
        """An action that is not known counts as allowed: a rule speaks of what is certain."""
        if not self.allows_anything:
            return False
        if "Action" not in self.body or isinstance(self.body["Action"], Unknown):
            return True
        patterns = [text(pattern).lower() for pattern in listed(self.body["Action"])]
        return any(fnmatchcase(action.lower(), _as_pattern(pattern)) for pattern in patterns)

    def names(self, kind: str, pattern: str) -> bool:
        """Whether a principal of the kind matches; everybody and the unknown do."""
        principal = self.body.get("Principal")
        if principal is None or isinstance(principal, Unknown) or principal == "*":
            return True
        named = mapping(principal).get(kind)
        everybody = "*" in listed(mapping(principal).get("AWS"))
        return (
            everybody
            or isinstance(named, Unknown)
            or any(_may_be(pattern, value) for value in listed(named))
        )


def statements(document: object) -> Iterator[Statement]:
    for body in listed(mapping(document).get("Statement")):
        if isinstance(body, dict):
            yield Statement(body)


def is_open(document: object) -> bool:
    """Parts of it are known only when it is deployed."""
    return isinstance(document, Unknown | Text) or any(
        isinstance(item, Unknown) for item in listed(mapping(document).get("Statement"))
    )


def lets_service(document: object, service: str, *actions: str) -> bool:
    """Whether the service, a pattern, may do all of it; for certain it may not: False."""
    if is_open(document):
        return True
    pattern = service.replace(".", r"\.")
    granted = [found for found in statements(document) if found.names("Service", pattern)]
    return all(any(found.allows(action) for found in granted) for action in actions)


def has_resource_policy_for(
    resource: Resource, kind: str, listing: str, service: str, action: str
) -> bool:
    """``kind`` is a policy of its own type whose property ``listing`` names the resource."""
    return any(
        lets_service(policy.get("PolicyDocument"), service, action)
        for policy in policies_on(resource, kind, listing)
    )


def policies_on(resource: Resource, kind: str, listing: str) -> list[Resource]:
    return [
        policy
        for policy in resource.template.assembly.of_type(kind)
        if isinstance(policy.get(listing), Unknown)
        or any(
            isinstance(named, Unknown) or policy.template.find(named, resource.type) is resource
            for named in policy.items(listing)
        )
    ]


def _may_be(pattern: str, value: object) -> bool:
    if isinstance(value, Unknown):
        return True
    return re.fullmatch(pattern, text(value)) is not None


def _as_pattern(action: str) -> str:
    return action.replace("[", "[[]")
