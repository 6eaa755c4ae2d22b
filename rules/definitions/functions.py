"""The functions of a definition: Std:Join, and Std:JsonGet of a property file or an object."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from rules.definitions.definition import Definition, Step
from rules.definitions.mistake import nearest
from rules.definitions.values import is_known, is_variable, listed, text

_FUNCTIONS = ("Std:Join", "Std:JsonGet")
_FILE = re.compile(r"Steps\.([A-Za-z0-9\-_]+)\.PropertyFiles\.(.+)")


def misused(function: str, given: object, definition: Definition) -> Iterator[str]:
    if function not in _FUNCTIONS:
        yield f"no function is called {function}{nearest(function, _FUNCTIONS)}"
    elif not isinstance(given, Mapping):
        if is_known(given):
            yield f"{function} takes an object"
    elif function == "Std:Join":
        yield from _join(given)
    else:
        yield from _json_get(given, definition)


def _join(given: Mapping[str, Any]) -> Iterator[str]:
    if is_known(given.get("Values")) and not isinstance(given.get("Values"), list):
        yield "Std:Join needs a list of Values"
    if is_known(given.get("On")) and not isinstance(given.get("On", ""), str):
        yield "On of Std:Join must be a string"
    for value in listed(given.get("Values")):
        if value is None or isinstance(value, list) or _is_plain_object(value):
            yield f"Std:Join joins texts, numbers and variables, got {value!r}"
    yield from _unknown(given, "Std:Join", ("On", "Values"))


def _is_plain_object(value: object) -> bool:
    return isinstance(value, Mapping) and not is_variable(value)


def _json_get(given: Mapping[str, Any], definition: Definition) -> Iterator[str]:
    yield from _unknown(given, "Std:JsonGet", ("PropertyFile", "S3Uri", "Path"))
    if is_known(given.get("Path")) and not text(given.get("Path")):
        yield "Std:JsonGet needs a Path"
    if ("PropertyFile" in given) == ("S3Uri" in given):
        yield "Std:JsonGet needs either a PropertyFile or an S3Uri"
    named = given.get("PropertyFile")
    if "PropertyFile" in given and is_known(named):
        yield from _property_file(named, definition)


def _property_file(named: object, definition: Definition) -> Iterator[str]:
    got = text(named.get("Get")) if isinstance(named, Mapping) else None
    found = _FILE.fullmatch(got) if got else None
    if found is None:
        yield "PropertyFile must be Get of Steps.<step>.PropertyFiles.<file>"
        return
    step = definition.by_name.get(found[1])
    names = _declared(step) if step is not None else [found[2]]
    if found[2] not in names and all(isinstance(name, str) for name in names):
        yield f"{found[1]} has no property file {found[2]!r}{nearest(found[2], names)}"


def _declared(step: Step) -> list[Any]:
    given = listed(step.body.get("PropertyFiles"))
    return [item.get("PropertyFileName") for item in given if isinstance(item, Mapping)]


def _unknown(given: Mapping[str, Any], function: str, known: tuple[str, ...]) -> Iterator[str]:
    for name in given:
        if name not in known:
            yield f"{name} is no part of {function}{nearest(name, known)}"
