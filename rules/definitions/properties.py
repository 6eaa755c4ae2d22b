"""What can be asked of a step that has ended: what Describe... of its job tells."""

import re
from collections.abc import Iterator, Mapping

from botocore.model import ListShape, MapShape, Shape, StructureShape

from rules.definitions.definition import Step
from rules.definitions.mistake import nearest
from rules.definitions.service import shape
from rules.definitions.step_types import STEP_TYPES
from rules.definitions.values import listed

_PART = re.compile(r"\.([A-Za-z0-9_]+)|\['([^']*)'\]|\[([0-9]{1,9})\]")
_NAMED_BY = {
    "ProcessingOutputConfig.Outputs": ("ProcessingOutputConfig.Outputs", "OutputName"),
    "ProcessingInputs": ("ProcessingInputs", "InputName"),
}
"""Lists whose items are also asked for by a name that the arguments give them."""


def missing(step: Step, path: str) -> Iterator[str]:
    kind = STEP_TYPES.get(step.type)
    if kind is None or kind.is_open or path.startswith(".PropertyFiles."):
        return
    parts = list(_PART.finditer(path))
    if not parts or "".join(part[0] for part in parts) != path:
        yield f"{step.name}{path} is no property: write Steps.{step.name}.<property>"
        return
    if step.type in {"Lambda", "Callback"}:
        yield from _output(step, parts)
    elif parts[0][1] not in kind.also_tells:
        yield from _told(step, parts, kind.tells)


def _output(step: Step, parts: list[re.Match[str]]) -> Iterator[str]:
    given = listed(step.body.get("OutputParameters"))
    outputs = [str(item.get("OutputName")) for item in given if isinstance(item, Mapping)]
    if parts[0][1] != "OutputParameters" or len(parts) != 2 or parts[1][2] is None:  # noqa: PLR2004
        yield f"of a {step.type} step there is only OutputParameters['<output>']"
    elif parts[1][2] not in outputs:
        yield f"{step.name} has no output {parts[1][2]!r}{nearest(parts[1][2], outputs)}"


def _told(step: Step, parts: list[re.Match[str]], tells: tuple[str, ...]) -> Iterator[str]:
    found = [list(_walk(shape(name), step, parts)) for name in tells]
    if not found:
        yield f"a {step.type} step has no properties"
    elif all(found):
        yield found[0][0]


def _walk(at: Shape, step: Step, parts: list[re.Match[str]]) -> Iterator[str]:
    """The first part that does not exist."""
    way = ""
    for part in parts:
        name, key, index = part.groups()
        if isinstance(at, StructureShape) and name in at.members:
            at = at.members[name]
        elif isinstance(at, ListShape) and name is None:
            yield from _unnamed(step, way, key, index)
            at = at.member
        elif isinstance(at, MapShape) and name is None:
            at = at.value
        else:
            members = list(at.members) if isinstance(at, StructureShape) else []
            yield f"{step.name}{way} has no {(name or part[0])!r}{nearest(name, members)}"
            return
        way += part[0]


def _unnamed(step: Step, way: str, key: str | None, index: str | None) -> Iterator[str]:
    place, label = _NAMED_BY.get(way.removeprefix("."), ("", ""))
    items = step.get(place) if place else None
    if not isinstance(items, list):
        return
    names = [item.get(label) for item in items if isinstance(item, Mapping)]
    if key is not None and all(isinstance(name, str) for name in names) and key not in names:
        yield f"{step.name}{way} has no {key!r}{nearest(key, names)}"
    if index is not None and int(index) >= len(items):
        yield f"{step.name}{way} has {len(items)} items, and no [{index}]"
