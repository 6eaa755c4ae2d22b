"""A definition held against all that is known of definitions."""

from collections.abc import Iterator, Mapping
from typing import Any

from rules.definitions import (
    arguments,
    conditions,
    disks,
    fields,
    kinds,
    limits,
    order,
    parameters,
    references,
    retries,
    spot,
    structure,
    tuning,
)
from rules.definitions.definition import Definition
from rules.definitions.mistake import Mistake
from rules.definitions.values import is_too_deep

_CHECKS = (
    structure.mistakes_in,
    fields.mistakes_in,
    parameters.mistakes_in,
    limits.mistakes_in,
    arguments.mistakes_in,
    kinds.mistakes_in,
    disks.mistakes_in,
    references.mistakes_in,
    order.mistakes_in,
    conditions.mistakes_in,
    spot.mistakes_in,
    tuning.mistakes_in,
    retries.mistakes_in,
)


def mistakes_in(body: Mapping[str, Any]) -> Iterator[Mistake]:
    """Values of any type that JSON does not have are taken for what is known only later."""
    if is_too_deep(body):
        yield Mistake("structure", "", "is nested too deeply to be a definition")
        return
    definition = Definition(body)
    for check in _CHECKS:
        yield from check(definition)


def check(body: Mapping[str, Any]) -> tuple[str, ...]:
    """A sentence with its place for all that SageMaker refuses; none: it may be given it."""
    found = mistakes_in(body)
    return tuple(dict.fromkeys(str(mistake) for mistake in found if mistake.kind != "vain"))
