"""What a step hands to SageMaker is what the operation takes."""

from collections.abc import Iterator

from rules.finding import Place
from rules.pipelines import mistakes
from rules.rule import rule
from rules.template import Template


@rule(
    "SGM3",
    "SageMaker refuses the step's arguments, when the pipeline is created or hours later when "
    "the step runs: write them as the operation takes them (CreateProcessingJob, "
    "CreateTrainingJob, ...)",
    evidence="D: botocore's model",
)
def check(template: Template) -> Iterator[Place]:
    return mistakes(template, "arguments")
