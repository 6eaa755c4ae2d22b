"""CloudFormation's own resource schemas, which cfn-lint ships: the words a template may use."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from local.account.environment import REGION


class PropertyRefusedError(ValueError):
    """A template gives a resource a property that its type does not have, or omits one."""


@dataclass(frozen=True)
class Schema:
    """One resource type as CloudFormation describes it."""

    type: str
    content: Mapping[str, Any]

    @property
    def read_only(self) -> tuple[str, ...]:
        """The attributes that Fn::GetAtt knows."""
        return tuple(path[0] for path in self._paths("readOnlyProperties") if len(path) == 1)

    def replacing(self, *, conditional: bool = True) -> Iterator[tuple[str, ...]]:
        """The properties whose change needs a new resource."""
        yield from self._paths("createOnlyProperties")
        if conditional:
            yield from self._paths("conditionalCreateOnlyProperties")

    def check(self, properties: Mapping[str, Any]) -> None:
        for name in self.content.get("required", ()):
            if name not in properties:
                raise PropertyRefusedError(f"{self.type} needs the property {name}")
        for name in self.read_only:
            if name in properties:
                raise PropertyRefusedError(f"{self.type}: {name} is for reading only")
        self._check(self.content, properties, ())

    def _check(self, node: Mapping[str, Any], value: Any, path: tuple[str, ...]) -> None:
        node = self._resolved(node)
        if isinstance(value, list):
            for item in value:
                self._check(node.get("items", {}), item, path)
        elif isinstance(value, Mapping) and "properties" in node:
            for name, child in value.items():
                self._check(self._member(node, name, path), child, (*path, name))

    def _member(self, node: Mapping[str, Any], name: str, path: tuple[str, ...]) -> Any:
        known = node["properties"]
        if name in known or node.get("additionalProperties", True) is not False:
            return known.get(name, {})
        if node.get("patternProperties"):
            return {}
        raise PropertyRefusedError(unknown(self.type, (*path, name), known))

    def _resolved(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        reference = node.get("$ref", "")
        if not reference.startswith("#/definitions/"):
            return node
        return self._resolved(self.content["definitions"][reference.rpartition("/")[2]])

    def _paths(self, key: str) -> Iterator[tuple[str, ...]]:
        for pointer in self.content.get(key, ()):
            yield tuple(pointer.removeprefix("/properties/").split("/"))


def unknown(type_name: str, path: tuple[str, ...], known: Mapping[str, Any]) -> str:
    """The sentence for a property that nothing knows."""
    near = get_close_matches(path[-1], list(known), n=1, cutoff=0.0)
    nearest = f", the nearest is {near[0]}" if near else ""
    return f"{type_name} has no property {'.'.join(path)}{nearest}"


@cache
def schema_of(type_name: str) -> Schema | None:
    """None for a type that is not Amazon's, such as Custom::*."""
    name = _index().get(type_name)
    if name is None:
        return None
    return Schema(type_name, json.loads((_folder() / "resources" / f"{name}.json").read_bytes()))


@cache
def _index() -> dict[str, str]:
    index: dict[str, str] = json.loads((_folder() / "providers" / f"{REGION}.json").read_bytes())
    return index


def _folder() -> Path:
    found = find_spec("cfnlint")  # not imported: that alone would take a second
    if found is None or found.origin is None:
        raise ModuleNotFoundError("cfn-lint is not installed, its resource schemas are needed")
    return Path(found.origin).parent / "data" / "schemas"
