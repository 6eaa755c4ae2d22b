"""A Lambda step calls a function as the role of the pipeline."""

from collections.abc import Iterator

from rules.finding import Place
from rules.grants import granted_to
from rules.pipelines import pipelines
from rules.reach import reaches
from rules.rule import rule
from rules.template import Template


@rule(
    "SGME",
    "the step fails at once (is not authorized to perform: lambda:InvokeFunction): grant the "
    "pipeline's role to invoke the function, and name the function by GetAtt",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for pipeline in pipelines(template):
        granted = granted_to(pipeline.role) if pipeline.role else None
        if granted is None:
            continue
        for step in pipeline.definition.of_type("Lambda"):
            function = pipeline.definition.settled(step.body.get("FunctionArn"))
            if not reaches(granted, "lambda:InvokeFunction", function, template):
                yield pipeline.at(f"{step.path}.FunctionArn")
