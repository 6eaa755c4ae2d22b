"""Values of a definition that are only known when it runs: Get, Std:Join and Std:JsonGet."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

GET, JOIN, JSON_GET = "Get", "Std:Join", "Std:JsonGet"
_MARKS = (GET, JOIN, JSON_GET)
_STEP = re.compile(r"Steps\.([^.\[]+)")


def mark_of(value: Any) -> str | None:
    """Which mark this value is, None for one that stands for itself."""
    if isinstance(value, Mapping) and len(value) == 1:
        [word] = value
        return word if word in _MARKS else None
    return None


def gets(value: Any) -> Iterator[str]:
    """What every Get in it asks for, at any depth."""
    if mark_of(value) == GET:
        yield str(value[GET])
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from gets(item)
    elif isinstance(value, list):
        for item in value:
            yield from gets(item)


def step_of(asked: str) -> str | None:
    """The step that Steps.Train.ModelArtifacts asks, None for Parameters.X and Execution.X."""
    found = _STEP.match(asked)
    return found[1] if found else None
