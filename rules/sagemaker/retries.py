"""How often a step is tried again, and how long its result is used."""

from collections.abc import Iterator

from rules.finding import Place
from rules.pipelines import mistakes
from rules.rule import rule
from rules.template import Template


@rule(
    "SGM7",
    "SageMaker refuses the retry policy or the cache: one policy for each exception, 1 to 20 "
    "attempts or 1 to 14,400 minutes, at most 43,200 seconds between them, ExpireAfter as "
    "P30D",
    evidence="D, MaxAttempts and ExpireAfterMin as in the SDK",
)
def check(template: Template) -> Iterator[Place]:
    return mistakes(template, "retries")
