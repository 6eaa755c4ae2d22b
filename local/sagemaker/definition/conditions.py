"""The conditions of a Condition step, judged."""

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "Equals": operator.eq,
    "NotEquals": operator.ne,
    "GreaterThan": operator.gt,
    "GreaterThanOrEqualTo": operator.ge,
    "LessThan": operator.lt,
    "LessThanOrEqualTo": operator.le,
}


class NotComparableError(ValueError):
    """Two values that a condition compares are of kinds that cannot be compared."""


def all_hold(conditions: Sequence[Mapping[str, Any]]) -> bool:
    return all(_holds(one) for one in conditions)


def _holds(one: Mapping[str, Any]) -> bool:
    match one["Type"]:
        case "In":
            return bool(one["QueryValue"] in one["Values"])
        case "NotIn":
            return bool(one["QueryValue"] not in one["Values"])
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
