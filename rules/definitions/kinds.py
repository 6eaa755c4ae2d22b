"""A parameter that stands as an argument is of the argument's type: SageMaker converts none."""

from collections.abc import Iterator, Mapping

from botocore.model import ListShape, MapShape, Shape, StructureShape

from rules.definitions.arguments import operation_of
from rules.definitions.definition import Definition
from rules.definitions.mistake import Mistake
from rules.definitions.service import taken_by
from rules.definitions.values import is_variable

_FITTING = {
    "string": ("String",),
    "integer": ("Integer",),
    "long": ("Integer",),
    "float": ("Integer", "Float"),
    "double": ("Integer", "Float"),
    "boolean": ("Boolean",),
}


def mistakes_in(definition: Definition) -> Iterator[Mistake]:
    for step in definition.steps:
        shape = taken_by(operation_of(step)) if operation_of(step) else None
        if shape is None:
            continue
        for path, fitting, name in _parameters(shape, step.arguments, f"{step.path}.Arguments"):
            kind = definition.parameters.get(name, {}).get("Type")
            if isinstance(kind, str) and kind not in fitting:
                hint = "; join it into a string (Std:Join)" if fitting == ("String",) else ""
                says = f"takes {' or '.join(fitting)}, and the parameter {name} is {kind}{hint}"
                yield Mistake("arguments", path, says)


def _parameters(
    shape: Shape, value: object, path: str
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """(place, the types that fit there, parameter)."""
    if isinstance(value, Mapping) and is_variable(value):
        got, fitting = value.get("Get"), _FITTING.get(shape.type_name)
        if fitting and isinstance(got, str) and got.startswith("Parameters."):
            yield path, fitting, got.removeprefix("Parameters.")
    elif isinstance(value, Mapping) and isinstance(shape, StructureShape | MapShape):
        members = shape.members if isinstance(shape, StructureShape) else {}
        for name, inner in value.items():
            member = shape.value if isinstance(shape, MapShape) else members.get(name)
            if member is not None:
                yield from _parameters(member, inner, f"{path}.{name}")
    elif isinstance(value, list) and isinstance(shape, ListShape):
        for index, inner in enumerate(value):
            yield from _parameters(shape.member, inner, f"{path}.{index}")
