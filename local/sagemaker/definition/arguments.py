"""Holds the arguments of a step to the operation that will take them."""

from collections.abc import Iterator, Mapping
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from local.api.model import service_model
from local.sagemaker.definition.kinds import Kind
from local.sagemaker.definition.marks import mark_of


def complaints(kind: Kind, arguments: Mapping[str, Any]) -> Iterator[str]:
    shape = service_model("sagemaker").operation_model(kind.operation).input_shape
    if shape is None:
        return
    for name in kind.supplied & arguments.keys():
        yield f"{name} is given by the pipeline, not by the step"
    yield from _faults(shape, arguments, "", supplied=kind.supplied)


def _faults(
    shape: Shape, value: Any, at: str, *, supplied: frozenset[str] = frozenset()
) -> Iterator[str]:
    match shape, value:
        case _ if mark_of(value):
            return
        case StructureShape(), Mapping():
            yield from _of_structure(shape, value, at, supplied)
        case ListShape(), list():
            for index, item in enumerate(value):
                yield from _faults(shape.member, item, f"{at}[{index}]")
        case MapShape(), Mapping():
            for key, item in value.items():
                yield from _faults(shape.value, item, f"{at}.{key}")
        case ((StructureShape() | MapShape() | ListShape()), _):
            yield f"{at} must be a {shape.type_name}, got {value!r}"
        case _:
            yield from _of_scalar(shape, value, at)


def _of_structure(
    shape: StructureShape, value: Mapping[str, Any], at: str, supplied: frozenset[str]
) -> Iterator[str]:
    for name in set(shape.required_members) - value.keys() - supplied:
        yield f"{at}.{name} is missing".lstrip(".")
    for name, item in value.items():
        where = f"{at}.{name}".lstrip(".")
        if name in shape.members:
            yield from _faults(shape.members[name], item, where)
        else:
            yield f"{where} is not known to {shape.name}"


def _of_scalar(shape: Shape, value: Any, at: str) -> Iterator[str]:
    allowed = shape.metadata.get("enum", [])
    if isinstance(value, Mapping | list) or value is None:
        yield f"{at} must be a {shape.type_name}, got {value!r}"
    elif allowed and value not in allowed:
        yield f"{at} must be one of {', '.join(allowed)}, got {value!r}"
