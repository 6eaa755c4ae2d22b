"""Values between the wire and Python, as the shapes of a model say."""

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape
from botocore.utils import parse_timestamp

from local.api.errors import ApiError


def from_wire(shape: Shape, value: Any) -> Any:
    """The value as botocore's validator wants it; it refuses what does not fit, not this."""
    match shape, value:
        case StructureShape(), Mapping():
            return _members_from_wire(shape, value)
        case ListShape(), list():
            return [from_wire(shape.member, item) for item in value]
        case MapShape(), Mapping():
            return {key: from_wire(shape.value, item) for key, item in value.items()}
        case _:
            return _scalar_from_wire(shape, value)


def _members_from_wire(shape: StructureShape, value: Mapping[str, Any]) -> dict[str, Any]:
    names = {wire_name(name, member): name for name, member in shape.members.items()}
    known = {key: names[key] for key in value if key in names}
    return {
        known.get(key, key): from_wire(shape.members[known[key]], item) if key in known else item
        for key, item in value.items()
        if item is not None
    }


def _scalar_from_wire(shape: Shape, value: Any) -> Any:
    try:
        if shape.type_name == "timestamp":
            return parse_timestamp(value)
        if shape.type_name == "blob":
            return base64.b64decode(value, validate=True)
    except (ValueError, TypeError, binascii.Error) as error:
        raise ApiError(
            "SerializationException", f"{value!r} is no {shape.type_name}: {error}"
        ) from error
    return value


_FROM_TEXT: Mapping[str, Callable[[str], Any]] = {
    "integer": int,
    "long": int,
    "float": float,
    "double": float,
    "boolean": {"true": True, "false": False}.__getitem__,
}


def from_text(shape: Shape, texts: Sequence[str]) -> Any:
    """A parameter of the path, the query or a header, where everything is text."""
    if isinstance(shape, ListShape):
        return [from_text(shape.member, [text]) for text in texts]
    try:
        return _FROM_TEXT.get(shape.type_name, str)(texts[0])
    except (ValueError, KeyError) as error:
        raise ApiError("SerializationException", f"{texts[0]!r} is no {shape.type_name}") from error


def to_wire(shape: Shape, value: Any) -> Any:
    """A value of ours for the wire; one that the model does not know is our fault and raises."""
    match shape:
        case StructureShape():
            return {
                wire_name(name, _member(shape, name)): to_wire(_member(shape, name), item)
                for name, item in value.items()
                if item is not None
            }
        case ListShape():
            return [to_wire(shape.member, item) for item in value]
        case MapShape():
            return {key: to_wire(shape.value, item) for key, item in value.items()}
        case _:
            return _scalar_to_wire(value)


def _scalar_to_wire(value: Any) -> Any:
    match value:
        case datetime():
            return value.timestamp()
        case bytes():
            return base64.b64encode(value).decode()
        case _:
            return value


def _member(shape: StructureShape, name: str) -> Shape:
    if name not in shape.members:
        raise ValueError(f"{shape.name} has no member {name!r}; known: {', '.join(shape.members)}")
    return shape.members[name]


def wire_name(name: str, member: Shape) -> str:
    return str(member.serialization.get("name", name))
