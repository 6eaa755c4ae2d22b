"""A pipeline's definition has parts, steps of known types, and names that are there once."""

from collections.abc import Iterator

from rules.finding import Place
from rules.pipelines import mistakes
from rules.rule import rule
from rules.template import Template


@rule(
    "SGM2",
    "SageMaker refuses the definition (CREATE_FAILED): its version is 2020-12-01, its steps "
    "and parameters are of the types that there are, with names that are there once and the "
    "fields of their type",
    evidence="R D12 D13, fields of AWS's schema",
)
def check(template: Template) -> Iterator[Place]:
    return mistakes(template, "structure")
