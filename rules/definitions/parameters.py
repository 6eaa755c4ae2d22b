"""What an execution can be given: names, types, defaults."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from rules.definitions.definition import Definition
from rules.definitions.mistake import Mistake, nearest
from rules.definitions.values import is_known, listed

_NAME = re.compile(r"[A-Za-z0-9\-_]{1,256}")
_MOST = 200
_FIELDS = ("Name", "Type", "DefaultValue", "EnumValues", "Description")
_TYPES: Mapping[str, tuple[type, ...]] = {
    "String": (str,), "Integer": (int,), "Float": (int, float), "Boolean": (bool,),
}  # fmt: skip


def mistakes_in(definition: Definition) -> Iterator[Mistake]:
    given = definition.body.get("Parameters")
    if given is not None and is_known(given) and not isinstance(given, list):
        yield Mistake("structure", "Parameters", "must be a list")
    if len(listed(given)) > _MOST:
        says = f"{len(listed(given))} parameters; an execution takes {_MOST}"
        yield Mistake("limits", "Parameters", says)
    for index, body in enumerate(listed(given)):
        for says in _parameter(body):
            yield Mistake("structure", f"Parameters.{_called(body, index)}", says)
    for name, times in Counter(_called(body, 0) for body in listed(given)).items():
        if times > 1 and isinstance(name, str):
            yield Mistake("structure", f"Parameters.{name}", f"{times} parameters have this name")


def _called(body: Any, index: int) -> str | int:
    name = body.get("Name") if isinstance(body, Mapping) else None
    return name if isinstance(name, str) else index


def _parameter(body: Any) -> Iterator[str]:
    if not isinstance(body, Mapping):
        if is_known(body):
            yield f"is no parameter, got {body!r}"
        return
    name, kind = body.get("Name"), body.get("Type")
    if is_known(name) and not (isinstance(name, str) and _NAME.fullmatch(name)):
        yield f"Name must be 1 to 256 letters, digits, - or _, got {name!r}"
    if isinstance(kind, str) and kind in _TYPES:
        yield from _default(body, kind)
    elif is_known(kind):
        yield f"no parameter is of the type {kind!r}{nearest(kind, list(_TYPES))}"
    yield from (
        f"{field} is no field of a parameter{nearest(field, _FIELDS)}"
        for field in body
        if field not in _FIELDS
    )


def _default(body: Mapping[str, Any], kind: str) -> Iterator[str]:
    default, allowed = body.get("DefaultValue"), body.get("EnumValues")
    if default is None or not is_known(default):
        return
    is_boolean = isinstance(default, bool)
    if not isinstance(default, _TYPES[kind]) or is_boolean != (kind == "Boolean"):
        yield f"DefaultValue must be of the type {kind}, got {default!r}"
    elif isinstance(allowed, list) and all(map(is_known, allowed)) and default not in allowed:
        yield f"DefaultValue {default!r} is not among EnumValues"
