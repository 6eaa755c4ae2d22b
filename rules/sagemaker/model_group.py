"""A model is registered in a group that is there."""

from collections.abc import Iterator

from rules.finding import Place
from rules.pipelines import Pipeline, pipelines
from rules.rule import rule
from rules.template import Template

_GROUP = "AWS::SageMaker::ModelPackageGroup"
_NAME = "ModelPackageGroupName"


@rule(
    "SGMF",
    "no stack of the assembly makes this model package group, and without one the model is a "
    "package on its own, without versions: give the step the Ref of an "
    "AWS::SageMaker::ModelPackageGroup",
    evidence="K",
)
def check(template: Template) -> Iterator[Place]:
    made = [group.get(_NAME) for group in template.assembly.of_type(_GROUP)]
    for pipeline in pipelines(template):
        yield from _groupless(pipeline, made)


def _groupless(pipeline: Pipeline, made: list[object]) -> Iterator[Place]:
    for step in pipeline.definition.of_type("RegisterModel"):
        name = pipeline.definition.settled(step.get(_NAME))
        if name is None and _NAME not in step.arguments and step.arguments:
            yield pipeline.at(f"{step.path}.Arguments.{_NAME}", "missing")
        elif isinstance(name, str) and name not in made and ":" not in name:
            yield pipeline.at(f"{step.path}.Arguments.{_NAME}", name)
