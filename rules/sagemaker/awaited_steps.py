"""A rule that waits for a pipeline, or for a step of it, waits for one that is there."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from rules.finding import Place
from rules.pipelines import PIPELINE, Pipeline, pipelines
from rules.rule import rule
from rules.template import Resource, Template
from rules.value import text

_ARN, _STEP = "EventPattern.detail.pipelineArn", "EventPattern.detail.stepName"
_LIKENESS = 0.8


@rule(
    "SGMT",
    "no pipeline of the assembly is called so, or it has no such step, and the rule never hears of "
    "it: name the pipeline by Ref in its ARN, and the step as the definition does",
    evidence="K, fields D",
)
def check(template: Template) -> Iterator[Place]:
    everywhere = [found for each in template.assembly.templates for found in pipelines(each)]
    for rule_ in template.of_type("AWS::Events::Rule"):
        arns = rule_.items(_ARN)
        awaited = [_of(rule_, arn, everywhere) for arn in arns]
        for index, (arn, found) in enumerate(zip(arns, awaited, strict=True)):
            if found is None and isinstance(arn, str) and _is_slip(arn, everywhere):
                yield rule_.at(f"{_ARN}.{index}", arn)
        yield from _steps(rule_, awaited)


def _of(rule_: Resource, arn: object, known: Sequence[Pipeline]) -> Pipeline | None:
    resource = rule_.template.find(arn, PIPELINE)
    return next(
        (each for each in known if each.resource is resource or _name(each) == _called(arn)), None
    )


def _called(arn: object) -> str:
    return arn.partition(":pipeline/")[2] if isinstance(arn, str) else ""


def _name(pipeline: Pipeline) -> str:
    return text(pipeline.resource.get("PipelineName"))


def _is_slip(arn: str, known: Sequence[Pipeline]) -> bool:
    """Written almost as one of them."""
    return bool(get_close_matches(_called(arn), map(_name, known), 1, _LIKENESS))


def _steps(rule_: Resource, awaited: Sequence[Pipeline | None]) -> Iterator[Place]:
    """Of pipelines that the assembly does not hold, nobody knows the steps."""
    known = [found for found in awaited if found is not None and not found.definition.is_open]
    if not known or len(known) < len(awaited):
        return
    names = {name for found in known for name in found.definition.by_name}
    for index, name in enumerate(rule_.items(_STEP)):
        if isinstance(name, str) and name not in names:
            yield rule_.at(f"{_STEP}.{index}", name)
