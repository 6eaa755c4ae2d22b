"""SageMaker's pipelines of a template, with the definition that each carries as a string."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rules.delivery import targets
from rules.finding import Place
from rules.grants import ROLE
from rules.template import Resource, Template
from rules.value import Reference, Text, Unknown, joined, mapping

if TYPE_CHECKING:
    from rules.definitions.definition import Definition
    from rules.definitions.machines import Job
    from rules.definitions.mistake import Kind, Mistake

PIPELINE = "AWS::SageMaker::Pipeline"
BODY = "PipelineDefinition.PipelineDefinitionBody"
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}([0-9]{{1,6}}){_CLOSE}")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


class NoDefinitionError(ValueError):
    """The string is no JSON object."""


@dataclass(frozen=True, eq=False)
class Pipeline:
    resource: Resource
    definition: "Definition"

    @property
    def role(self) -> Resource | None:
        """The one it executes as, if it is of the assembly."""
        return self.resource.template.find(self.resource.get("RoleArn"), ROLE)

    def roles(self) -> Iterator[tuple[str, object]]:
        """(place, role) of all that its steps hand over; a parameter counts as its default."""
        for step in self.definition.steps:
            for path, value in _roles(step.own().get("Arguments"), f"{step.path}.Arguments"):
                yield path, self.definition.settled(value)

    def jobs(self) -> "Iterator[Job]":
        from rules.definitions.machines import jobs  # noqa: PLC0415

        return jobs(self.definition)

    def at(self, path: str, given: object = None) -> Place:
        return self.resource.at(f"{BODY}.{path}" if path else BODY, given)


def pipelines(template: Template) -> Iterator[Pipeline]:
    """Those whose definition can be read; all others are the matter of one rule."""
    for resource in template.of_type(PIPELINE):
        definition = _definition_of(resource)
        if definition is not None:
            yield Pipeline(resource, definition)


def starts(template: Template) -> Iterator[tuple[Resource, str, dict[str, Any]]]:
    """(rule or schedule, place, target) of all that starts something."""
    for target in targets(template):
        yield target.rule, target.path, target.body
    for schedule in template.of_type("AWS::Scheduler::Schedule"):
        yield schedule, "Target", mapping(schedule.get("Target"))


def mistakes(template: Template, *kinds: "Kind") -> Iterator[Place]:
    for pipeline in pipelines(template):
        for mistake in _mistakes_of(pipeline.resource):
            if mistake.kind in kinds:
                yield pipeline.at(mistake.path, mistake.says)


def read_body(body: object) -> Mapping[str, Any] | None:
    """The definition with what only the deployment knows in its place; None: not known at all."""
    from rules.definitions.values import is_too_deep  # noqa: PLC0415

    if not isinstance(body, str | Text):
        return None
    parts = body.parts if isinstance(body, Text) else (body,)
    try:
        read = json.loads(_with_marks(parts))
    except (ValueError, RecursionError) as mistake:
        raise NoDefinitionError(str(mistake)) from mistake
    if not isinstance(read, dict):
        raise NoDefinitionError("no JSON object")
    if is_too_deep(read):
        raise NoDefinitionError("nested too deeply")
    restored: Mapping[str, Any] = _restored(read, parts)
    return restored


def _roles(value: object, path: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in {"RoleArn", "ExecutionRoleArn"}:
                yield f"{path}.{name}", inner
            yield from _roles(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _roles(inner, f"{path}.{index}")


@lru_cache(maxsize=64)
def _definition_of(resource: Resource) -> "Definition | None":
    # botocore takes its time to import, and few templates hold a pipeline
    from rules.definitions.definition import Definition  # noqa: PLC0415

    try:
        body = read_body(resource.get(BODY))
    except NoDefinitionError:
        return None
    return None if body is None else Definition(body)


@lru_cache(maxsize=64)
def _mistakes_of(resource: Resource) -> "tuple[Mistake, ...]":
    from rules.definitions import mistakes_in  # noqa: PLC0415

    definition = _definition_of(resource)
    return tuple(mistakes_in(definition.body)) if definition else ()


def _with_marks(parts: tuple[str | Reference | Unknown, ...]) -> str:
    """Every unknown part as a mark: within a string as it is, elsewhere as a string of its own."""
    written = ""
    is_inside = False
    for index, part in enumerate(parts):
        if isinstance(part, str):
            written += part
            is_inside = _ends_inside(part, inside=is_inside)
        else:
            mark = f"{_OPEN}{index}{_CLOSE}"
            written += mark if is_inside else f'"{mark}"'
    return written


def _ends_inside(part: str, *, inside: bool) -> bool:
    """Whether a string of JSON is open where the part ends."""
    without = _STRING.sub("", f'"{part}' if inside else part)
    return '"' in without


def _restored(value: Any, parts: tuple[str | Reference | Unknown, ...]) -> Any:
    match value:
        case dict():
            return {_MARK.sub("…", name): _restored(given, parts) for name, given in value.items()}
        case list():
            return [_restored(item, parts) for item in value]
        case str() if _OPEN in value:
            return _text(value, parts)
        case _:
            return value


def _text(value: str, parts: tuple[str | Reference | Unknown, ...]) -> object:
    pieces: list[object] = list(_MARK.split(value))
    marked = [int(str(number)) for number in pieces[1::2]]
    if any(index >= len(parts) for index in marked):
        return value
    pieces[1::2] = [parts[index] for index in marked]
    known = [piece for piece in pieces if piece != ""]
    return known[0] if len(known) == 1 else joined(known)
