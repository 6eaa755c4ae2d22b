"""What a part of a definition refers to: steps and parameters, however deep they are named."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_STEP = re.compile(r"Steps\.([A-Za-z0-9-]+)")
_PARAMETER = re.compile(r"Parameters\.([A-Za-z0-9-]+)")


def steps_in(node: Any) -> set[str]:
    return {found[1] for path in _gets(node) if (found := _STEP.match(path))}


def parameters_in(node: Any) -> set[str]:
    return {found[1] for path in _gets(node) if (found := _PARAMETER.match(path))}


def _gets(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        path = node.get("Get")
        if isinstance(path, str):
            yield path
        for value in node.values():
            yield from _gets(value)
    elif isinstance(node, list):
        for value in node:
            yield from _gets(value)
