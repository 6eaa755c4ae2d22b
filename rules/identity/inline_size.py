"""All inline policies of a role share one largest size."""

from collections import Counter
from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.sizes import length
from rules.template import Resource, Template
from rules.value import mapping

_MOST = 10_240


@rule(
    "IAM1",
    f"the inline policies of the role are over {_MOST:,} characters together (LimitExceeded): use "
    "a managed policy, or fewer statements",
    evidence="R D41",
)
def check(template: Template) -> Iterator[Place]:
    for role, size in _sizes(template).items():
        if size > _MOST:
            yield role.at("Policies", size)


def _sizes(template: Template) -> Counter[Resource]:
    sizes: Counter[Resource] = Counter()
    for role in template.of_type("AWS::IAM::Role"):
        for inline in role.items("Policies"):
            sizes[role] += length(mapping(inline).get("PolicyDocument"))
    for policy in template.assembly.of_type("AWS::IAM::Policy", "AWS::IAM::RolePolicy"):
        for named in [*policy.items("Roles"), policy.get("RoleName")]:
            role_ = policy.template.find(named, "AWS::IAM::Role")
            if role_ is not None and role_.template is template:
                sizes[role_] += length(policy.get("PolicyDocument"))
    return sizes
