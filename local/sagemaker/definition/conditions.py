"""The conditions of a Condition step: refused if they could not be judged, and judged."""

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "Equals": operator.eq,
    "GreaterThan": operator.gt,
    "GreaterThanOrEqualTo": operator.ge,
    "LessThan": operator.lt,
    "LessThanOrEqualTo": operator.le,
}
_MEMBERS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(_COMPARE, ("LeftValue", "RightValue")),
    "In": ("QueryValue", "Values"),
    "Not": ("Condition",),
    "Or": ("Conditions",),
}


class NotComparableError(ValueError):
    """Two values that a condition compares are of kinds that cannot be compared."""


def complaints(conditions: Any) -> Iterator[str]:
    if not isinstance(conditions, list) or not conditions:
        yield f"Conditions must list at least one condition, got {conditions!r}"
        return
    for one in conditions:
        yield from _complaints(one)


def _complaints(one: Any) -> Iterator[str]:
    word = one.get("Type") if isinstance(one, Mapping) else None
    if not isinstance(word, str) or word not in _MEMBERS:
        yield f"a condition must be of type {', '.join(_MEMBERS)}, got {word!r}"
        return
    for member in _MEMBERS[word]:
        if member not in one:
            yield f"a condition of type {word} needs {member}"
    if word == "Not" and "Condition" in one:
        yield from _complaints(one["Condition"])
    if word == "Or" and "Conditions" in one:
        yield from complaints(one["Conditions"])


def all_hold(conditions: Sequence[Mapping[str, Any]]) -> bool:
    return all(_holds(one) for one in conditions)


def _holds(one: Mapping[str, Any]) -> bool:
    match one["Type"]:
        case "In":
            return bool(one["QueryValue"] in one["Values"])
        case "Not":
            return not _holds(one["Condition"])
        case "Or":
            return any(_holds(inner) for inner in one["Conditions"])
        case word:
            return _compares(word, one["LeftValue"], one["RightValue"])


def _compares(word: str, left: Any, right: Any) -> bool:
    try:
        return bool(_COMPARE[word](left, right))
    except TypeError as error:
        raise NotComparableError(
            f"{word} cannot compare {left!r} with {right!r}: they are of different kinds"
        ) from error
