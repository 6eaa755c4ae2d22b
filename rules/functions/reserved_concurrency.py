"""What functions reserve of the account's pool, the rest of the account lacks."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.template import Resource, Template
from rules.value import number

_POOL, _ALWAYS_LEFT = 1_000, 100
_PATH = "ReservedConcurrentExecutions"


@rule(
    "LAM6",
    f"Lambda refuses it: an account has {_POOL:,} concurrent executions of which {_ALWAYS_LEFT} "
    "stay unreserved, and a new account 10 in all: reserve less, or raise the quota and accept",
    evidence="K",
)
def check(template: Template) -> Iterator[Place]:
    taken = sum(map(_reserved, template.assembly.beside(template, "AWS::Lambda::Function")))
    if taken > _POOL - _ALWAYS_LEFT:
        for function in template.of_type("AWS::Lambda::Function"):
            if _reserved(function):
                yield function.at(_PATH, f"{taken:g} in all")


def _reserved(function: Resource) -> float:
    return max(number(function.get(_PATH)) or 0, 0)
