"""How often a target is tried depends on the kind of bus, unless the rule says it."""

from collections.abc import Iterator

from rules.delivery import targets
from rules.finding import Place
from rules.rule import rule
from rules.template import Template


@rule(
    "EVT5",
    "what this target does not take is dropped after retries that differ from bus to bus: "
    "write down RetryPolicy and DeadLetterConfig",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for target in targets(template):
        for wanted in ("RetryPolicy", "DeadLetterConfig"):
            if target.body.get(wanted) in (None, {}):
                yield target.rule.at(f"{target.path}.{wanted}")
