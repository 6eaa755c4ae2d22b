"""What stands in a step beside its arguments: lists, and each item with its names."""

from collections.abc import Iterator, Mapping

from rules.definitions.definition import Definition, Step
from rules.definitions.mistake import Mistake, nearest
from rules.definitions.values import is_known, listed

_NEEDED: Mapping[str, tuple[str, ...]] = {
    "PropertyFiles": ("PropertyFileName", "OutputName", "FilePath"),
    "OutputParameters": ("OutputName",),
}
_OUTPUTS = ("String", "Integer", "Float", "Boolean")


def mistakes_in(definition: Definition) -> Iterator[Mistake]:
    for step in definition.steps:
        for path, says in (*_lists(step), *_items(step)):
            yield Mistake("structure", f"{step.path}.{path}", says)


def _lists(step: Step) -> Iterator[tuple[str, str]]:
    for name in ("DependsOn", *_NEEDED):
        given = step.body.get(name)
        if given is not None and is_known(given) and not isinstance(given, list):
            yield name, "must be a list"
    for index, given in enumerate(listed(step.body.get("DependsOn"))):
        if is_known(given) and not isinstance(given, str | Mapping):
            yield f"DependsOn.{index}", f"must be the name of a step, got {given!r}"


def _items(step: Step) -> Iterator[tuple[str, str]]:
    for field, needed in _NEEDED.items():
        for index, item in enumerate(listed(step.body.get(field))):
            if is_known(item):
                yield from ((f"{field}.{index}", says) for says in _item(item, needed))


def _item(item: object, needed: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(item, Mapping):
        yield f"must be an object, got {item!r}"
        return
    for name in needed:
        given = item.get(name)
        if is_known(given) and not (isinstance(given, str) and given):
            yield f"{name} must be a string, got {given!r}"
    kind = item.get("OutputType", "String")
    if is_known(kind) and kind not in _OUTPUTS:
        yield f"no output is of the type {kind!r}{nearest(kind, _OUTPUTS)}"
