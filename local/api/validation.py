"""Holds the parameters of a call to the model, at every depth, before any operation sees them."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape
from botocore.validate import ParamValidator


def faults(operation: OperationModel, params: Mapping[str, Any]) -> list[str]:
    """Everything wrong with the parameters, one sentence each; none means that they may pass."""
    shape = operation.input_shape
    if shape is None:
        return [f"{operation.name} takes no parameters, got {name!r}" for name in params]
    report = ParamValidator().validate(dict(params), shape)
    found = report.generate_report().splitlines() if report.has_errors() else []
    return [*found, *_beyond_botocore(shape, params, "")]


def _beyond_botocore(shape: Shape, value: Any, at: str) -> Iterator[str]:
    """What botocore leaves to the service: enums, upper bounds, patterns, and true given for 1."""
    yield from _bad_itself(shape, value, at)
    match shape, value:
        case StructureShape(), Mapping():
            for name, member in shape.members.items():
                if name in value:
                    inner = f"{at}.{name}".lstrip(".")
                    yield from _beyond_botocore(member, value[name], inner)
        case ListShape(), list():
            for index, item in enumerate(value):
                yield from _beyond_botocore(shape.member, item, f"{at}[{index}]")
        case MapShape(), Mapping():
            for key, item in value.items():
                yield from _beyond_botocore(shape.key, key, f"{at} (key {key!r})")
                yield from _beyond_botocore(shape.value, item, f"{at}.{key}")


def _bad_itself(shape: Shape, value: Any, at: str) -> Iterator[str]:
    match value:
        case str():
            yield from _bad_text(shape, value, at)
        case list() | Mapping():
            yield from _too_large(shape, len(value), f"the length of {at}")
        case bool() if shape.type_name != "boolean":
            yield f"{at} must be of type {shape.type_name}, got {value}"
        case int() | float():
            yield from _too_large(shape, value, at)


def _bad_text(shape: Shape, value: str, at: str) -> Iterator[str]:
    allowed = shape.metadata.get("enum", [])
    if allowed and value not in allowed:
        yield f"{at} must be one of {', '.join(allowed)}, got {value!r}"
    pattern = _compiled(shape.metadata.get("pattern", ""))
    if pattern and not pattern.search(value):
        yield f"{at} must match {pattern.pattern}, got {value!r}"
    yield from _too_large(shape, len(value), f"the length of {at}")


def _too_large(shape: Shape, size: float, what: str) -> Iterator[str]:
    largest = shape.metadata.get("max")
    if largest is not None and size > largest:
        yield f"{what} must be at most {largest}, got {size}"


@cache
def _compiled(pattern: str) -> re.Pattern[str] | None:
    """None where there is no pattern, or one of Java's that Python cannot read."""
    try:
        return re.compile(pattern) if pattern else None
    except re.error:
        return None
