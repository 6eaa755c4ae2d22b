"""Property paths: ModelArtifacts.S3ModelArtifacts, Outputs['train'].S3Output, metrics[0].value."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_PART = re.compile(r"""\.?([^.\[\]]+)|\[(\d+)\]|\[(?:'([^']*)'|"([^"]*)")\]""")


class NoSuchPropertyError(LookupError):
    """A path leads to nothing."""


def at(value: Any, path: str) -> Any:
    found = value
    for part in _parts(path):
        found = _inner(found, part, path)
    return found


def _parts(path: str) -> Iterator[str | int]:
    position = 0
    while position < len(path):
        found = _PART.match(path, position)
        if found is None:
            raise NoSuchPropertyError(f"{path!r} is no path")
        position = found.end()
        name, index, single, double = found.groups()
        yield int(index) if index is not None else name or single or double or ""


def _inner(value: Any, part: str | int, path: str) -> Any:
    match value, part:
        case Mapping(), _ if str(part) in value:
            return value[str(part)]
        case list(), int() if part < len(value):
            return value[part]
        case list(), str():
            named = [one for one in value if part in _names(one)]
            if named:
                return named[0]
    raise NoSuchPropertyError(f"{path!r} leads to nothing: {part!r} is not there")


def _names(item: Any) -> list[Any]:
    """Lists of jobs are asked for by the names in them: the OutputName of an output."""
    if not isinstance(item, Mapping):
        return []
    return [value for key, value in item.items() if key.endswith("Name") or key == "Name"]
