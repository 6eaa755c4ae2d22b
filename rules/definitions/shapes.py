"""Holding a value against a shape of botocore's model, further than botocore itself does."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from rules.definitions.mistake import nearest
from rules.definitions.patterns import compiled
from rules.definitions.values import is_variable

Misfit = tuple[str, str]
_SHOWN = 60


def misfits(
    shape: Shape, value: object, path: str, later: frozenset[str] = frozenset()
) -> Iterator[Misfit]:
    """(place, what is wrong); ``later`` is given when the value is used."""
    if value is None or is_variable(value):
        return
    if isinstance(shape, StructureShape):
        yield from _structure(shape, value, path, later)
    elif isinstance(shape, ListShape):
        yield from _list(shape, value, path)
    elif isinstance(shape, MapShape):
        yield from _map(shape, value, path)
    elif isinstance(value, str | bool | int | float | Mapping | list):
        check = _SCALARS.get(shape.type_name)
        yield from ((path, says) for says in (check(shape, value) if check else ()))


def _structure(
    shape: StructureShape, value: object, path: str, later: frozenset[str]
) -> Iterator[Misfit]:
    if not isinstance(value, Mapping):
        yield from _not(path, "an object", value)
        return
    for name in shape.required_members:
        if value.get(name) is None and name not in later:
            yield path, f"{name} is missing"
    for name, given in value.items():
        if name in shape.members:
            yield from misfits(shape.members[name], given, f"{path}.{name}")
        elif given is not None:
            yield f"{path}.{name}", f"is not known{nearest(name, list(shape.members))}"


def _list(shape: ListShape, value: object, path: str) -> Iterator[Misfit]:
    if not isinstance(value, list):
        yield from _not(path, "a list", value)
        return
    yield from _size(shape, len(value), path, "items")
    for index, item in enumerate(value):
        yield from misfits(shape.member, item, f"{path}.{index}")


def _map(shape: MapShape, value: object, path: str) -> Iterator[Misfit]:
    if not isinstance(value, Mapping):
        yield from _not(path, "an object", value)
        return
    yield from _size(shape, len(value), path, "entries")
    for name, given in value.items():
        yield from misfits(shape.key, name, f"{path}.{name}")
        yield from misfits(shape.value, given, f"{path}.{name}")


def _not(path: str, wanted: str, value: object) -> Iterator[Misfit]:
    """What is no JSON at all is known only later."""
    if isinstance(value, str | bool | int | float | Mapping | list):
        yield path, f"must be {wanted}, got {_shown(value)}"


def _size(shape: Shape, size: float, path: str, what: str) -> Iterator[Misfit]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and size < least:
        yield path, f"{size} {what}, at least {least}"
    if most is not None and size > most:
        yield path, f"{size} {what}, at most {most}"


def _string(shape: Shape, value: Any) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"must be a string, got {_shown(value)}"
        return
    yield from (says for _, says in _size(shape, len(value), "", "characters"))
    allowed = shape.metadata.get("enum")
    if allowed and value not in allowed:
        yield f"{_shown(value)} is not allowed{nearest(value, allowed)}"
    pattern = compiled(shape.metadata.get("pattern"))
    if pattern is not None and not pattern.fullmatch(value):
        yield f"{_shown(value)} does not match {shape.metadata['pattern']}"


def _integer(shape: Shape, value: Any) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int):
        yield f"must be a whole number, got {_shown(value)}"
    else:
        yield from _range(shape, value)


def _number(shape: Shape, value: Any) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield f"must be a number, got {_shown(value)}"
    else:
        yield from _range(shape, value)


def _range(shape: Shape, value: float) -> Iterator[str]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and value < least:
        yield f"must be at least {least}, got {value}"
    if most is not None and value > most:
        yield f"must be at most {most}, got {value}"


def _boolean(_shape: Shape, value: Any) -> Iterator[str]:
    if not isinstance(value, bool):
        yield f"must be true or false, got {_shown(value)}"


def _shown(value: object) -> str:
    written = repr(value)
    return written if len(written) <= _SHOWN else f"{written[:_SHOWN]}..."


_SCALARS: Mapping[str, Callable[[Shape, Any], Iterator[str]]] = {
    "string": _string, "integer": _integer, "long": _integer, "float": _number,
    "double": _number, "boolean": _boolean,
}  # fmt: skip
