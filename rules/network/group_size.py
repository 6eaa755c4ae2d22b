"""A security group holds sixty rules in each direction."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.security_groups import counts
from rules.template import Template

_MOST = 60


@rule(
    "NET3",
    f"more than {_MOST} rules in one direction (RulesPerSecurityGroupLimitExceeded): use a prefix "
    "list or another group as the source, or a second group",
    evidence="R D74",
)
def check(template: Template) -> Iterator[Place]:
    for (group, direction), count in counts(template).items():
        if count > _MOST:
            yield group.at(direction, count)
