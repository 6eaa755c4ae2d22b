"""Whether an event matches a pattern of EventBridge, as far as both are known."""

import re
from collections.abc import Callable, Mapping
from ipaddress import ip_address, ip_network
from typing import Any, Final

from rules.value import Reference, Text, Unknown, listed, text

MISSING: Final = object()
"""The event has no such field."""

_COMPARED: Mapping[object, Callable[[float, float], bool]] = {
    "<": lambda value, limit: value < limit,
    "<=": lambda value, limit: value <= limit,
    "=": lambda value, limit: value == limit,
    ">": lambda value, limit: value > limit,
    ">=": lambda value, limit: value >= limit,
}


def may_match(pattern: object, event: object) -> bool:
    """False for certain; where an event holds a list, any of its items may match."""
    if isinstance(pattern, Unknown | Text | Reference) or isinstance(event, Unknown):
        return True
    if not isinstance(pattern, dict):
        items = event if isinstance(event, list) else [event]
        return any(_item(wanted, given) for wanted in listed(pattern) for given in items)
    if isinstance(event, list):
        return any(may_match(pattern, given) for given in event)
    return all(_field(name, inner, event) for name, inner in pattern.items())


def _field(name: str, inner: object, event: object) -> bool:
    if name == "$or":
        return any(may_match(alternative, event) for alternative in listed(inner))
    return may_match(inner, event.get(name, MISSING) if isinstance(event, dict) else MISSING)


def _item(wanted: object, given: object) -> bool:
    if isinstance(wanted, dict):
        return all(_operator(name, operand, given) for name, operand in wanted.items())
    if isinstance(wanted, Unknown | Text | Reference) or isinstance(given, Unknown):
        return given is not MISSING
    return isinstance(wanted, bool) == isinstance(given, bool) and wanted == given


def _operator(name: str, operand: Any, given: object) -> bool:
    """What cannot be read is not refused here."""
    if name == "exists":
        return isinstance(given, Unknown) or (given is not MISSING) == bool(operand)
    if given is MISSING:
        return False
    if isinstance(operand, Unknown | Text | Reference) or isinstance(given, Unknown):
        return True
    if name == "anything-but":
        return not any(_item(wanted, given) for wanted in listed(operand))
    if name == "numeric":
        return _numeric(operand, given)
    test = _ON_TEXT.get(name)
    return test is None or (isinstance(given, str) and any(test(o, given) for o in listed(operand)))


def _affix(operand: object, given: str, *, at_end: bool) -> bool:
    if isinstance(operand, dict):
        operand, given = text(operand.get("equals-ignore-case")).lower(), given.lower()
    affix = text(operand)
    return given.endswith(affix) if at_end else given.startswith(affix)


def _wildcard(operand: object, given: str) -> bool:
    parts = re.split(r"(?<!\\)\*", text(operand))
    pattern = ".*".join(re.escape(part.replace("\\*", "*")) for part in parts)
    return re.fullmatch(pattern, given, re.DOTALL) is not None


def _in_network(operand: object, given: str) -> bool:
    try:
        return ip_address(given) in ip_network(text(operand), strict=False)
    except ValueError:
        return False


def _numeric(operand: object, given: object) -> bool:
    if isinstance(given, bool) or not isinstance(given, int | float):
        return False
    parts = listed(operand)
    pairs = zip(parts[::2], parts[1::2], strict=False)
    return all(
        _COMPARED[sign](given, limit)
        for sign, limit in pairs
        if isinstance(sign, str) and sign in _COMPARED and isinstance(limit, int | float)
    )


_ON_TEXT: Mapping[str, Callable[[object, str], bool]] = {
    "prefix": lambda operand, given: _affix(operand, given, at_end=False),
    "suffix": lambda operand, given: _affix(operand, given, at_end=True),
    "equals-ignore-case": lambda operand, given: text(operand).lower() == given.lower(),
    "wildcard": _wildcard,
    "cidr": _in_network,
}
