"""A managed policy has a largest size, and a role a largest number of them."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.sizes import length
from rules.template import Template

_MOST_CHARACTERS, _MOST_POLICIES = 6_144, 10


@rule(
    "IAM2",
    f"a managed policy holds {_MOST_CHARACTERS:,} characters, a role {_MOST_POLICIES} managed "
    "policies unless the account asked for more (LimitExceeded): split it, or merge them",
    evidence="K",
)
def check(template: Template) -> Iterator[Place]:
    for policy in template.of_type("AWS::IAM::ManagedPolicy"):
        size = length(policy.get("PolicyDocument"))
        if size > _MOST_CHARACTERS:
            yield policy.at("PolicyDocument", size)
    for role in template.of_type("AWS::IAM::Role"):
        count = len(role.items("ManagedPolicyArns"))
        if count > _MOST_POLICIES:
            yield role.at("ManagedPolicyArns", count)
