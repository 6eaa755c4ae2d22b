"""Reads a record as a group has it, and refuses one that AWS would refuse."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from local.feature_store import moments
from local.feature_store.group import FeatureType, Group
from local.feature_store.refusals import RecordRefusedError, refuse_any

_KIB = 1024
_LARGEST_RECORD, _LARGEST_ID = 350 * _KIB, 2 * _KIB
_INTEGRAL = re.compile(r"[+-]?\d+", re.ASCII)
_FRACTIONAL = re.compile(r"[+-]?[\d.]+([eE][+-]?\d+)?", re.ASCII)
_SHOWN = 80

Value = str | int | float


@dataclass(frozen=True, kw_only=True)
class Record:
    id: str
    moment: int
    values: Mapping[str, str]
    """As they were given."""

    def typed(self, group: Group) -> dict[str, Value | None]:
        """Every feature of the group, as its column holds it."""
        return {
            name: _TYPES[kind](self.values[name]) if name in self.values else None
            for name, kind in group.features.items()
        }


def read(group: Group, given: Sequence[Mapping[str, Any]]) -> Record:
    refuse_any(_misnamed(group, given))
    values = {one["FeatureName"]: str(one["ValueAsString"]) for one in given}
    refuse_any(_wrong(group, values))
    return Record(
        id=values[group.record_id],
        moment=moment_of(group, values[group.event_time]),
        values=values,
    )


def moment_of(group: Group, text: str) -> int:
    """Of a value of the feature that is the group's event time."""
    if group.features[group.event_time] is FeatureType.STRING:
        found, wanted = moments.of_iso(text), moments.FORMATS
    else:
        found, wanted = moments.of_seconds(text), "seconds since 1970"
    if found is None:
        raise RecordRefusedError(
            f"the event time {group.event_time} must be {wanted}, got {_short(text)}"
        )
    return found


def refuse_id(group: Group, text: str) -> None:
    if not _fits(group.features[group.record_id], text):
        raise RecordRefusedError(_mistyped(group, group.record_id, text))
    if len(text.encode()) > _LARGEST_ID:
        raise RecordRefusedError(f"a record identifier has at most {_LARGEST_ID} bytes")


def unknown(group: Group, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        if name not in group.features:
            yield (f"{name!r} is no feature of {group.name}, which has {', '.join(group.features)}")


def _misnamed(group: Group, given: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    names = [one["FeatureName"] for one in given]
    yield from unknown(group, names)
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{name!r} is given more than once"
    for one in given:
        if "ValueAsStringList" in one or one["FeatureName"] in group.collections:
            yield f"{one['FeatureName']!r}: collections are not served by the local account"
        elif "ValueAsString" not in one:
            yield f"{one['FeatureName']!r} has no value"
    for name in (group.record_id, group.event_time):
        if name not in names:
            yield f"{name!r} is missing: each record of {group.name} needs it"


def _wrong(group: Group, values: Mapping[str, str]) -> Iterator[str]:
    for name, text in values.items():
        if not _fits(group.features[name], text):
            yield _mistyped(group, name, text)
    size = sum(len(name.encode()) + len(text.encode()) for name, text in values.items())
    if size > _LARGEST_RECORD:
        yield f"a record has at most {_LARGEST_RECORD} bytes, got {size}"
    refuse_id(group, values[group.record_id])


def _fits(kind: FeatureType, text: str) -> bool:
    match kind:
        case FeatureType.INTEGRAL:
            return bool(_INTEGRAL.fullmatch(text)) and -(2**63) <= int(text) < 2**63
        case FeatureType.FRACTIONAL:
            return bool(_FRACTIONAL.fullmatch(text)) and _is_finite(text)
        case FeatureType.STRING:
            return True


def _is_finite(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _mistyped(group: Group, name: str, text: str) -> str:
    return f"{name!r} must be {group.features[name]}, got {_short(text)}"


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}...")


_TYPES = {FeatureType.STRING: str, FeatureType.INTEGRAL: int, FeatureType.FRACTIONAL: float}
