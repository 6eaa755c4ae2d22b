"""How much fits into a pipeline."""

from collections.abc import Iterator

from rules.finding import Place
from rules.pipelines import mistakes
from rules.rule import rule
from rules.template import Template


@rule(
    "SGM8",
    "SageMaker takes a definition of 1,048,576 characters and 200 parameters: split the "
    "pipeline, or move what is long into objects of S3",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    return mistakes(template, "limits")
