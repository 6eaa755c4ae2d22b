"""A rule or schedule that starts a pipeline gives it the parameters that it has."""

from collections.abc import Iterator
from typing import Any

from rules.finding import Place
from rules.pipelines import PIPELINE, Pipeline, pipelines, starts
from rules.rule import rule
from rules.template import Template
from rules.value import listed, mapping

_GIVEN = "SageMakerPipelineParameters"


@rule(
    "SGMR",
    "SageMaker refuses the start and no execution is ever seen: a parameter that the pipeline does "
    "not have, or none for one without a DefaultValue",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for resource, path, target in starts(template):
        pipeline = _pipeline(template, target.get("Arn"))
        if pipeline is not None and not pipeline.definition.is_open:
            for given in _wrong(pipeline, mapping(target.get(_GIVEN))):
                yield resource.at(f"{path}.{_GIVEN}", given)


def _pipeline(template: Template, arn: object) -> Pipeline | None:
    resource = template.find(arn, PIPELINE)
    home = template.assembly.template(resource.template.stack) if resource else None
    found = pipelines(home) if home else iter(())
    return next((each for each in found if each.resource is resource), None)


def _wrong(pipeline: Pipeline, given: dict[str, Any]) -> Iterator[str]:
    parameters = pipeline.definition.parameters
    items = given.get("PipelineParameterList", [])
    if not isinstance(items, list):
        return
    names = [mapping(item).get("Name") for item in listed(items)]
    if not all(isinstance(name, str) for name in names):
        return
    yield from (f"{name} is none of its parameters" for name in names if name not in parameters)
    for name, parameter in parameters.items():
        if "DefaultValue" not in parameter and name not in names:
            yield f"{name} has no DefaultValue"
