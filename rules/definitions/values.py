"""What stands in a definition: values, and what only an execution knows."""

from collections.abc import Iterator, Mapping
from typing import Any

_DEEPEST = 240
"""Thirty conditions, each within the other, are accepted."""


def is_variable(value: object) -> bool:
    """``{"Get": ...}`` or a function; SageMaker puts a value in its place when it executes."""
    if not isinstance(value, Mapping) or len(value) != 1:
        return False
    [name] = value
    return isinstance(name, str) and (name == "Get" or name.startswith("Std:"))


def is_known(value: object) -> bool:
    """What no JSON can be is known only when it is deployed."""
    return value is None or isinstance(value, str | bool | int | float | list | Mapping)


def mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) and not is_variable(value) else {}


def listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def entry(value: object, path: str) -> Any:
    """What is written at a dotted path; None where nothing is, or what nobody knows."""
    for name in path.split("."):
        value = mapping(value).get(name)
    return value


def variables(value: object, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every variable with its place, also those within a function."""
    if isinstance(value, Mapping):
        if is_variable(value):
            yield path, value
        for name, inner in value.items():
            yield from variables(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from variables(inner, f"{path}.{index}")


def is_too_deep(value: object) -> bool:
    """Nobody writes such a thing, and walking it would end the program."""
    level: list[object] = [value]
    for _ in range(_DEEPEST):
        level = [inner for item in level for inner in _inside(item)]
        if not level:
            return False
    return True


def _inside(value: object) -> list[object]:
    if isinstance(value, Mapping):
        return list(value.values())
    return value if isinstance(value, list) else []
