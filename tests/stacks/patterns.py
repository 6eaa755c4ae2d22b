"""Whether an event matches a rule's pattern, as far as our patterns go: values and prefixes."""

from collections.abc import Mapping
from typing import Any


def matches(pattern: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    return all(_matches(wanted, event.get(key)) for key, wanted in pattern.items())


def _matches(wanted: Any, given: Any) -> bool:
    if isinstance(wanted, Mapping):
        return isinstance(given, Mapping) and matches(wanted, given)
    values = given if isinstance(given, list) else [given]
    return any(_is(one, value) for one in wanted for value in values)


def _is(wanted: Any, value: Any) -> bool:
    if not isinstance(wanted, Mapping):
        return bool(wanted == value)
    [(operator, operand)] = wanted.items()
    if operator != "prefix":
        raise NotImplementedError(f"no pattern of ours has {operator}")
    return isinstance(value, str) and value.startswith(operand)
