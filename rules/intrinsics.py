"""CloudFormation's functions, as far as they can be answered before the deployment."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from rules.value import UNKNOWN, joined, listed, mapping, number, text

NOTHING: Final = object()
"""``AWS::NoValue``: as if it had not been written."""

_DEEPEST = 60
_PLACEHOLDER = re.compile(r"\$\{(!?)([^}]*)\}")


class Names(Protocol):
    """What a template can say about the names used in it."""

    def ref(self, name: str) -> object: ...
    def attribute(self, name: str, attribute: str) -> object: ...
    def output(self, stack: str, name: str, depth: int) -> object: ...
    def export(self, name: str, depth: int) -> object: ...
    def mapped(self, keys: list[Any]) -> object: ...


def resolve(value: object, names: Names, depth: int = 0) -> object:
    if depth > _DEEPEST:
        return UNKNOWN
    if isinstance(value, list):
        resolved = [resolve(item, names, depth + 1) for item in value]
        return [item for item in resolved if item is not NOTHING]
    if not isinstance(value, Mapping):
        return value
    if len(value) == 1:
        [(name, argument)] = value.items()
        if name in _FUNCTIONS:
            return _FUNCTIONS[name](argument, names, depth + 1)
        if isinstance(name, str) and (name.startswith("Fn::") or name == "Condition"):
            return _unknown_function(name, argument, names, depth)
    entries = {str(key): resolve(item, names, depth + 1) for key, item in value.items()}
    return {key: item for key, item in entries.items() if item is not NOTHING}


def _unknown_function(name: str, argument: object, names: Names, depth: int) -> object:
    """``Condition`` is also the name of a part of a policy's statement."""
    if name == "Condition" and isinstance(argument, Mapping):
        return {name: resolve(argument, names, depth + 1)}
    return UNKNOWN


def _ref(argument: object, names: Names, _depth: int) -> object:
    if argument == "AWS::NoValue":
        return NOTHING
    return names.ref(argument) if isinstance(argument, str) else UNKNOWN


def _get_att(argument: object, names: Names, _depth: int) -> object:
    parts = argument.split(".", 1) if isinstance(argument, str) else listed(argument)
    match parts:
        case [str(name), str(attribute)]:
            return names.attribute(name, attribute)
        case [str(name), _]:
            return names.attribute(name, "")
        case _:
            return UNKNOWN


def _join(argument: object, names: Names, depth: int) -> object:
    match argument:
        case [str(separator), values]:
            items = resolve(values, names, depth)
            return joined(items, separator) if isinstance(items, list) else UNKNOWN
        case _:
            return UNKNOWN


def _sub(argument: object, names: Names, depth: int) -> object:
    match argument:
        case str(pattern):
            given: dict[str, Any] = {}
        case [str(pattern), values]:
            given = mapping(resolve(values, names, depth))
        case _:
            return UNKNOWN
    parts: list[Any] = []
    position = 0
    for found in _PLACEHOLDER.finditer(pattern):
        parts.append(pattern[position : found.start()])
        parts.append(_substitute(found, given, names))
        position = found.end()
    return joined([*parts, pattern[position:]])


def _substitute(found: re.Match[str], given: Mapping[str, Any], names: Names) -> object:
    literal, name = found.groups()
    if literal:
        return f"${{{name}}}"
    if name in given:
        return given[name]
    resource, dot, attribute = name.partition(".")
    return names.attribute(resource, attribute) if dot else names.ref(name)


def _select(argument: object, names: Names, depth: int) -> object:
    match resolve(argument, names, depth):
        case [index, list(items)]:
            place = number(index)
            if place is not None and place in range(len(items)):
                chosen: object = items[int(place)]
                return chosen
    return UNKNOWN


def _split(argument: object, names: Names, depth: int) -> object:
    match resolve(argument, names, depth):
        case [str(separator), str(whole)] if separator:
            return list(whole.split(separator))
    return UNKNOWN


def _find_in_map(argument: object, names: Names, depth: int) -> object:
    keys = resolve(argument, names, depth)
    return names.mapped(keys) if isinstance(keys, list) else UNKNOWN


def _get_stack_output(argument: object, names: Names, depth: int) -> object:
    asked = mapping(resolve(argument, names, depth))
    return names.output(text(asked.get("StackName")), text(asked.get("OutputName")), depth)


def _import_value(argument: object, names: Names, depth: int) -> object:
    return names.export(text(resolve(argument, names, depth)), depth)


def _same(argument: object, names: Names, depth: int) -> object:
    return resolve(argument, names, depth)


def _unknown(_argument: object, _names: Names, _depth: int) -> object:
    return UNKNOWN


_FUNCTIONS: dict[object, Callable[[object, Names, int], object]] = {
    "Ref": _ref,
    "Fn::GetAtt": _get_att,
    "Fn::Join": _join,
    "Fn::Sub": _sub,
    "Fn::Select": _select,
    "Fn::Split": _split,
    "Fn::FindInMap": _find_in_map,
    "Fn::GetStackOutput": _get_stack_output,
    "Fn::ImportValue": _import_value,
    "Fn::Base64": _same,
    "Fn::If": _unknown,
}
