"""A pattern may be right in form, and wait for an event that nobody sends."""

import copy
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from rules.finding import Place
from rules.known_events import ENVELOPE, known_events
from rules.patterns import may_match
from rules.rule import rule
from rules.template import Template
from rules.value import UNKNOWN, listed

_OF_SOMEBODY: Mapping[str, object] = {
    **ENVELOPE, "source": UNKNOWN, "detail-type": UNKNOWN, "detail": UNKNOWN,
}  # fmt: skip
_LIKENESS = 0.85
Way = tuple[str | int, ...]


@rule(
    "EVTA",
    "no event of this source and detail-type has such a field or value, so this is never heard of: "
    "write it as AWS sends it (rules/known_events.json holds the fields and their values)",
    evidence="K, fields D",
)
def check(template: Template) -> Iterator[Place]:
    for rule_ in template.of_type("AWS::Events::Rule", "AWS::Events::Archive"):
        pattern = rule_.get("EventPattern")
        if isinstance(pattern, dict):
            for way in _dead(pattern):
                path = ".".join(map(str, ("EventPattern", *way)))
                yield rule_.at(path, _at(pattern, way))


def _dead(pattern: dict[str, Any]) -> list[Way]:
    """The items that match nothing; where one alone spoils the whole pattern, that one."""
    leaves = list(_leaves(pattern))
    if _is_heard(pattern):
        items = [
            (*way, n) for way in leaves for n in range(len(_at(pattern, way))) if "$or" not in way
        ]
        return [
            way for way in items if not _is_heard(_with(pattern, way[:-1], _only(pattern, way)))
        ]
    spoilers = [way for way in leaves if _is_heard(_with(pattern, way, [UNKNOWN]))]
    return spoilers or [()]


def _only(pattern: dict[str, Any], way: Way) -> list[Any]:
    return [_at(pattern, way)]


def _is_heard(pattern: dict[str, Any]) -> bool:
    return any(may_match(pattern, event) for event in _events(pattern))


def _events(pattern: dict[str, Any]) -> Iterator[Mapping[str, object]]:
    """All that the pattern's sources send; of a source that is not known: anything."""
    kinds = listed(pattern.get("detail-type"))
    sources = listed(pattern.get("source")) or [UNKNOWN]
    for source in sources:
        if isinstance(source, str) and source in known_events():
            yield from known_events()[source].events(kinds)
        elif not isinstance(source, str) or not _is_slip(source):
            yield {**_OF_SOMEBODY, "source": source if isinstance(source, str) else UNKNOWN}


def _is_slip(source: str) -> bool:
    """All names of AWS's sources are in small letters."""
    return source.startswith("aws.") and (
        source != source.lower() or bool(get_close_matches(source, known_events(), 1, _LIKENESS))
    )


def _leaves(value: object, way: Way = ()) -> Iterator[Way]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, (*way, name))
    elif isinstance(value, list):
        if way and way[-1] == "$or":
            for index, inner in enumerate(value):
                yield from _leaves(inner, (*way, index))
        else:
            yield way


def _at(pattern: Any, way: Way) -> Any:
    for step in way:
        pattern = pattern[step]
    return pattern


def _with(pattern: dict[str, Any], way: Way, value: object) -> dict[str, Any]:
    changed: Any = copy.deepcopy(pattern)
    inner = changed
    for step in way[:-1]:
        inner = inner[step]
    inner[way[-1]] = value
    whole: dict[str, Any] = changed
    return whole
