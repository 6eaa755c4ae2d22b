"""CloudFormation's property names and loose scalars, put into the shapes that an API wants."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from local.cloudformation.schemas import PropertyRefusedError, unknown

Path = tuple[str, ...]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value) if isinstance(value, Mapping | list) else str(value)


_SCALARS: Mapping[str, Callable[[Any], Any]] = {
    "integer": int,
    "long": int,
    "float": float,
    "double": float,
    "boolean": lambda value: {"true": True, "false": False}[str(value).lower()],
    "string": _text,
}


@dataclass(frozen=True)
class Translator:
    """Puts the properties of one type into a shape, and refuses what no operation knows."""

    type: str

    def translate(
        self, shape: Shape, value: Any, *, elsewhere: Shape | None = None, path: Path = ()
    ) -> Any:
        """What only `elsewhere`, the shape of the type's other operation, knows is left out."""
        match shape:
            case StructureShape():
                return self._structure(shape, value, elsewhere, path)
            case MapShape():
                return {
                    str(key): self.translate(shape.value, item, path=(*path, key))
                    for key, item in self._mapping(value, path).items()
                }
            case ListShape():
                other = getattr(elsewhere, "member", None)
                items = value if isinstance(value, list) else [value]
                return [
                    self.translate(shape.member, item, elsewhere=other, path=path) for item in items
                ]
            case _:
                return self._scalar(shape, value, path)

    def _structure(
        self, shape: StructureShape, value: Any, elsewhere: Shape | None, path: Path
    ) -> dict[str, Any]:
        known, others = _members(shape), _members(elsewhere)
        filled = {}
        for key, item in self._mapping(value, path).items():
            where, lower = (*path, key), key.lower()
            if lower in known:
                name, member = known[lower]
                other = others.get(lower, ("", None))[1]
                filled[name] = self.translate(member, item, elsewhere=other, path=where)
            elif lower not in others:
                names = dict([*known.values(), *others.values()])
                raise PropertyRefusedError(unknown(self.type, where, names))
        return filled

    def _mapping(self, value: Any, path: Path) -> Mapping[str, Any]:
        if isinstance(value, Mapping):
            return value
        where = ".".join(path)
        raise PropertyRefusedError(f"{self.type}: {where} takes a mapping, got {value!r}")

    def _scalar(self, shape: Shape, value: Any, path: Path) -> Any:
        convert = _SCALARS.get(shape.type_name, lambda unchanged: unchanged)
        try:
            return _spelt(shape, convert(value))
        except (KeyError, TypeError, ValueError) as error:
            takes = f"{self.type}: {'.'.join(path)} takes {shape.type_name}"
            raise PropertyRefusedError(f"{takes}, got {value!r}") from error


def _spelt(shape: Shape, value: Any) -> Any:
    """CloudFormation takes the words of an enumeration in any case, an API does not."""
    words = {word.lower(): word for word in getattr(shape, "enum", ())}
    return words.get(value.lower(), value) if words else value


def _members(shape: Shape | None) -> dict[str, tuple[str, Shape]]:
    if not isinstance(shape, StructureShape):
        return {}
    return {name.lower(): (name, member) for name, member in shape.members.items()}
