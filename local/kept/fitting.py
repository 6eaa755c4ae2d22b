"""What is kept, cut to the shape that an answer has."""

from collections.abc import Mapping
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape


def fitted(shape: Shape, value: Any) -> Any:
    """Only what the model knows; None where the value cannot be told in this shape."""
    match shape, value:
        case StructureShape(), Mapping():
            told = {name: fitted(shape.members[name], value[name]) for name in _both(shape, value)}
            return {name: item for name, item in told.items() if item is not None}
        case ListShape(), list():
            return [fitted(shape.member, item) for item in value]
        case MapShape(), Mapping():
            return {key: fitted(shape.value, item) for key, item in value.items()}
        case ((StructureShape() | ListShape() | MapShape()), _):
            return None
        case _, (Mapping() | list()):
            return None
    return value


def merged(old: Any, new: Any) -> Any:
    """A change names what it changes; lists and scalars are taken whole."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return {**old, **{name: merged(old.get(name), item) for name, item in new.items()}}
    return new


def _both(shape: StructureShape, value: Mapping[str, Any]) -> list[str]:
    return [name for name in shape.members if name in value]
