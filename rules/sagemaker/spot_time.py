"""On spot, a training job may wait and run: the one limit is about both."""

from collections.abc import Iterator

from rules.finding import Place
from rules.pipelines import mistakes
from rules.rule import rule
from rules.template import Template


@rule(
    "SGM6",
    "SageMaker refuses the job (ValidationException): on spot MaxWaitTimeInSeconds is at "
    "least MaxRuntimeInSeconds and nothing is kept warm, and without spot it is left out",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    return mistakes(template, "spot")
