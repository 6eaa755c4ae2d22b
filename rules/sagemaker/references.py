"""What a step gets from another one, from a parameter or a property file exists."""

from collections.abc import Iterator

from rules.finding import Place
from rules.pipelines import mistakes
from rules.rule import rule
from rules.template import Template


@rule(
    "SGM4",
    "what the step gets does not exist, and SageMaker refuses the definition: a step or "
    "parameter of that name, a property that Describe... of its job tells, a property file "
    "that it declares",
    evidence="R D14",
)
def check(template: Template) -> Iterator[Place]:
    return mistakes(template, "references")
