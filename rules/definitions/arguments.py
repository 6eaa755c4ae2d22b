"""The arguments of a step are what SageMaker takes; variables may stand anywhere in them."""

from collections.abc import Iterator

from rules.definitions.definition import Definition, Step
from rules.definitions.mistake import Mistake
from rules.definitions.service import taken_by
from rules.definitions.shapes import misfits
from rules.definitions.step_types import STEP_TYPES


def mistakes_in(definition: Definition) -> Iterator[Mistake]:
    for step in definition.steps:
        shape = taken_by(operation_of(step)) if operation_of(step) else None
        if shape is not None:
            place = f"{step.path}.Arguments"
            for path, says in misfits(shape, step.arguments, place, _given_later(step)):
                yield Mistake("arguments", path, says)


def operation_of(step: Step) -> str:
    kind = STEP_TYPES.get(step.type)
    if kind is None:
        return ""
    is_newer = step.type == "AutoML" and "AutoMLJobInputDataConfig" in step.arguments
    return f"{kind.creates}V2" if is_newer else kind.creates


def _given_later(step: Step) -> frozenset[str]:
    return frozenset({STEP_TYPES[step.type].name})
