"""The ranges that a tuning job searches; their numbers are written as strings."""

from collections.abc import Iterator, Mapping
from math import isfinite, prod
from typing import Any

from rules.definitions.values import listed, mapping, text


def of_kind(ranges: object, *kinds: str) -> list[Mapping[str, Any]]:
    """Integer, Continuous, Categorical."""
    return [
        item
        for kind in kinds
        for item in listed(mapping(ranges).get(f"{kind}ParameterRanges"))
        if isinstance(item, Mapping)
    ]


def names(ranges: list[Mapping[str, Any]]) -> list[str]:
    return [str(item["Name"]) for item in ranges if isinstance(item.get("Name"), str)]


def misfits(ranges: object) -> Iterator[str]:
    for kind in ("Integer", "Continuous"):
        for item in of_kind(ranges, kind):
            yield from (f"{item.get('Name')!r}: {says}" for says in _numbers(item, kind))
    for item in of_kind(ranges, "Categorical"):
        values = [value for value in listed(item.get("Values")) if isinstance(value, str)]
        if len(set(values)) < len(values):
            yield f"{item.get('Name')!r}: a value is there twice"


def grid_size(ranges: object) -> int | None:
    """How many combinations there are; None where that is not known."""
    lists = [item.get("Values") for item in of_kind(ranges, "Categorical")]
    known = all(isinstance(values, list) for values in lists)
    return prod(len(listed(values)) for values in lists) if lists and known else None


def _numbers(item: Mapping[str, Any], kind: str) -> Iterator[str]:
    least, most = _number(item.get("MinValue")), _number(item.get("MaxValue"))
    for name, value in (("MinValue", least), ("MaxValue", most)):
        given = text(item.get(name))
        if given is not None and (value is None or (kind == "Integer" and value % 1)):
            yield f"{name} must be {_WANTED[kind]}, got {given!r}"
    if least is None or most is None:
        return
    if least >= most:
        yield f"MinValue {least:g} must be below MaxValue {most:g}"
    scale = item.get("ScalingType")
    if scale == "Logarithmic" and least <= 0:
        yield f"a logarithmic scale starts above 0, got {least:g}"
    if scale == "ReverseLogarithmic" and not (least >= 0 and most < 1):
        yield f"a reverse logarithmic scale lies in [0, 1), got {least:g} to {most:g}"


def _number(value: object) -> float | None:
    try:
        number = float(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return number if number is not None and isfinite(number) else None


_WANTED = {"Integer": "a whole number", "Continuous": "a number"}
