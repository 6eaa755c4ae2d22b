"""A condition compares what can be compared, and something follows from it."""

from collections.abc import Iterator

from rules.finding import Place
from rules.pipelines import mistakes
from rules.rule import rule
from rules.template import Template


@rule(
    "SGMA",
    "SageMaker refuses the condition, or nothing follows from it: numbers where sizes are "
    "compared, a step in one branch at least, and a Fail step with a message that fits",
    evidence="D, empty branches K",
)
def check(template: Template) -> Iterator[Place]:
    return mistakes(template, "conditions", "vain")
