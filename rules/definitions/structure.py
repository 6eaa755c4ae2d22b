"""Whether it is a definition at all: its version, and that every part is what it has to be."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from rules.definitions.definition import Definition, Step, strays
from rules.definitions.mistake import Mistake, nearest
from rules.definitions.step_types import STEP_TYPES
from rules.definitions.values import is_known, listed

_VERSION = "2020-12-01"
_PARTS = ("Version", "Metadata", "Parameters", "PipelineExperimentConfig", "Steps")
_STEP_NAME = re.compile(r"[A-Za-z0-9\-_]{1,64}")


def mistakes_in(definition: Definition) -> Iterator[Mistake]:
    body = definition.body
    for name in body:
        if name not in _PARTS:
            yield _wrong(str(name), f"is no part of a definition{nearest(name, _PARTS)}")
    if is_known(body.get("Version")) and body.get("Version") != _VERSION:
        yield _wrong("Version", f"must be {_VERSION}, got {body.get('Version')!r}")
    if is_known(body.get("Steps")) and not listed(body.get("Steps")):
        yield _wrong("Steps", "must be a list of at least one step")
    for step in definition.steps:
        yield from _step(step)
    for place, given in strays(definition):
        yield _wrong(place, f"is no step, got {given!r}")
    yield from _twice((step.name for step in definition.steps), "steps")


def _step(step: Step) -> Iterator[Mistake]:
    given = step.body.get("Name")
    if is_known(given) and not _STEP_NAME.fullmatch(step.name):
        yield _wrong(step.path, f"Name must be 1 to 64 letters, digits, - or _, got {given!r}")
    kind = STEP_TYPES.get(step.type)
    if kind is None:
        given = step.body.get("Type")
        if is_known(given):
            meant = nearest(given, list(STEP_TYPES))
            yield _wrong(step.path, f"no step is of the type {given!r}{meant}")
        return
    for name in step.body:
        if name not in kind.fields:
            meant = nearest(name, list(kind.fields))
            yield _wrong(f"{step.path}.{name}", f"a {step.type} step has no such field{meant}")
    yield from _needed(step)


def _needed(step: Step) -> Iterator[Mistake]:
    required = {"Lambda": "FunctionArn", "Callback": "SqsQueueUrl"}.get(step.type, "Arguments")
    given = step.body.get(required)
    if given in (None, ""):
        yield _wrong(step.path, f"{required} is missing")
    arguments = step.body.get("Arguments", {})
    if is_known(arguments) and not isinstance(arguments, Mapping):
        yield _wrong(f"{step.path}.Arguments", "must be an object")


def _twice(names: Iterator[str], what: str) -> Iterator[Mistake]:
    for name, times in Counter(names).items():
        if name and times > 1:
            yield _wrong(name, f"{times} {what} have this name")


def _wrong(path: str, says: Any) -> Mistake:
    return Mistake("structure", path, says)
