"""A pattern that lists too much."""

import json
from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.template import Template
from rules.value import is_known

_MOST = 2_048


@rule(
    "EVTB",
    f"EventBridge takes patterns of {_MOST:,} characters unless the account asked for more "
    "(LimitExceeded): ask by a prefix, or split the rule",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for rule_ in template.of_type("AWS::Events::Rule", "AWS::Events::Archive"):
        length = _length(rule_.get("EventPattern"))
        if length > _MOST:
            yield rule_.at("EventPattern", f"{length} characters")


def _length(value: object) -> int:
    """At least: what is not known is left out."""
    if isinstance(value, dict):
        return 2 + sum(len(name) + 4 + _length(inner) for name, inner in value.items())
    if isinstance(value, list):
        return 2 + sum(1 + _length(inner) for inner in value)
    return len(json.dumps(value)) if value is not None and is_known(value) else 0
