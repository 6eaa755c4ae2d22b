"""A retry strategy has five rules at most."""

from collections.abc import Iterator

from rules.finding import Place
from rules.fleets import retries
from rules.rule import rule
from rules.template import Template

_MOST = 5


@rule(
    "BAT7",
    f"AWS Batch refuses more than {_MOST} evaluateOnExit rules: merge them, a pattern may end in *",
    evidence="R D07, limit D",
)
def check(template: Template) -> Iterator[Place]:
    for job, rules in retries(template):
        if len(rules) > _MOST:
            yield job.at("RetryStrategy.EvaluateOnExit", len(rules))
