"""The steps of a pipeline wait for each other, and never in a circle."""

from collections.abc import Iterator

from rules.finding import Place
from rules.pipelines import mistakes
from rules.rule import rule
from rules.template import Template


@rule(
    "SGM5",
    "the step waits for itself, or for the other branch of its condition, and never runs: "
    "take the reference or the DependsOn out",
    evidence="K",
)
def check(template: Template) -> Iterator[Place]:
    return mistakes(template, "order")
