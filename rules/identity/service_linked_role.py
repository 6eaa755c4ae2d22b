"""A service-linked role belongs to the account, not to a stack."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.template import Template


@rule(
    "IAM4",
    "the role is refused where the account already has it (has been taken in this account), and "
    "deleting the stack would take it from all others: create it once, outside of the stacks",
    evidence="K",
)
def check(template: Template) -> Iterator[Place]:
    return (role.at() for role in template.of_type("AWS::IAM::ServiceLinkedRole"))
