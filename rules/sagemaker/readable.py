"""A pipeline's definition is a string of JSON, here or in S3, and no tool on the shelf opens it."""

from collections.abc import Iterator

from rules.finding import Place
from rules.pipelines import BODY, PIPELINE, NoDefinitionError, read_body
from rules.rule import rule
from rules.template import Resource, Template
from rules.value import Unknown, text

_PLACE = "PipelineDefinition.PipelineDefinitionS3Location"
_OF_A_PLACE = {"Bucket", "Key", "Version", "ETag"}
_LONGEST = 1_048_576


@rule(
    "SGM1",
    "SageMaker cannot read the definition (CREATE_FAILED): PipelineDefinitionBody is a string that "
    "holds one JSON object of at most 1,048,576 characters, and PipelineDefinitionS3Location has a "
    "Bucket and a Key, not the ObjectKey of the API",
    evidence="R D12",
)
def check(template: Template) -> Iterator[Place]:
    for pipeline in template.of_type(PIPELINE):
        body, place = pipeline.get(BODY), pipeline.get(_PLACE)
        if isinstance(pipeline.get("PipelineDefinition"), Unknown):
            continue
        if body is None and place is None:
            yield pipeline.at("PipelineDefinition", "neither a body nor a place")
        elif body is not None:
            yield from _unreadable(pipeline, body)
        elif isinstance(place, dict):
            yield from _misplaced(pipeline, place)


def _unreadable(pipeline: Resource, body: object) -> Iterator[Place]:
    if isinstance(body, dict | list | int | float):
        yield pipeline.at(BODY, "no string")
        return
    if len(text(body)) > _LONGEST:
        yield pipeline.at(BODY, f"{len(text(body))} characters")
    try:
        read_body(body)
    except NoDefinitionError as mistake:
        yield pipeline.at(BODY, str(mistake))


def _misplaced(pipeline: Resource, place: dict[str, object]) -> Iterator[Place]:
    for name in place:
        if name not in _OF_A_PLACE:
            yield pipeline.at(f"{_PLACE}.{name}", name)
    for name in ("Bucket", "Key"):
        if name not in place:
            yield pipeline.at(f"{_PLACE}.{name}", "missing")
