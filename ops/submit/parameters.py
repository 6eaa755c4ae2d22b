"""The parameters of a submission, each of the kind that its default has."""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from config.parameters import Parameter, Parameters
from config.words import listed, nearest
from ops.session import RefusalError

Values: TypeAlias = Mapping[str, Parameter]

COUNTED = ("items", "chunk")
"""By these and its index the child of an array finds its items."""

_LONGEST_TEXT = 256


def values(job: str, parameters: Parameters, given: Iterable[str]) -> Values:
    """What this submission changes; all else keeps its default."""
    changed: dict[str, Parameter] = {}
    for assignment in given:
        name, equals, text = assignment.partition("=")
        if not (name and equals):
            raise RefusalError(
                f"--set takes a name and a value, such as epochs=5, not {assignment!r}"
            )
        if name not in parameters:
            raise _unknown(job, name, parameters)
        if name in changed:
            raise RefusalError(f"--set gives {name} twice: {changed[name]} and {text}")
        changed[name] = _value(name, text, parameters[name])
        if name in COUNTED and not _is_count(changed[name]):
            raise RefusalError(f"{name} must be 1 or more, got {text}")
    return changed


def _value(name: str, text: str, default: Parameter) -> Parameter:
    kind, read = _KINDS[type(default)]
    try:
        return read(text)
    except ValueError:
        raise RefusalError(
            f"parameter {name} takes {kind}, such as its default {default}, not {text!r}"
        ) from None


def _is_count(value: Parameter) -> bool:
    return isinstance(value, int) and value >= 1


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _text(text: str) -> str:
    if not text.isprintable() or not 0 < len(text) <= _LONGEST_TEXT or text.startswith("-"):
        raise ValueError(text)
    return text


def _unknown(job: str, name: str, parameters: Parameters) -> RefusalError:
    meant = nearest(name, parameters)
    hint = f"; did you mean '{meant}'?" if meant else ""
    return RefusalError(f"{job} has no parameter '{name}'; it has: {listed(parameters)}{hint}")


_KINDS: Mapping[type, tuple[str, Callable[[str], Parameter]]] = {
    int: ("a whole number", int),
    float: ("a number", _number),
    str: (f"1 to {_LONGEST_TEXT} letters on one line, the first no hyphen", _text),
}
