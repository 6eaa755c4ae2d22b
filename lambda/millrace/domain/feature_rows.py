"""Reads rows of a CSV file as records of a feature group, or refuses the whole file."""

import csv
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from millrace.fields import shown

_INTEGRAL = re.compile(r"[+-]?\d+", re.ASCII)
_FRACTIONAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(?:\d{3}|\d{9}))?Z", re.ASCII)
"""As the Feature Store takes them: a file that it refuses half-way would be half written."""


class Kind(StrEnum):
    """What the Feature Store calls the types of features."""

    STRING = "String"
    FRACTIONAL = "Fractional"
    INTEGRAL = "Integral"


class RefusedRowsError(ValueError):
    """The file is not what the feature group holds: reading it again will not make it so."""


@dataclass(frozen=True, kw_only=True)
class Schema:
    record_id: str
    event_time: str
    features: Mapping[str, Kind]


Record = Mapping[str, str]
"""Feature to value, as written; a value that is not known is not in it."""


def records(lines: Iterable[str], schema: Schema) -> list[Record]:
    """All of them, or none: a file that is half right would leave a group half written."""
    reader = csv.reader(lines, strict=True)
    try:
        header = next(reader, [])
        _refuse_header(header, schema)
        found = [_record(row, header, schema, reader.line_num) for row in reader if row]
    except csv.Error as error:
        raise RefusedRowsError(f"line {reader.line_num}: not CSV: {error}") from error
    if not found:
        raise RefusedRowsError("no row below the header")
    return found


def _refuse_header(header: Sequence[str], schema: Schema) -> None:
    if sorted(header) != sorted(schema.features):
        raise RefusedRowsError(
            f"columns are {shown(','.join(header))}, the feature group has "
            f"{','.join(schema.features)}: each of them once, in any order"
        )


def _record(row: Sequence[str], header: Sequence[str], schema: Schema, line: int) -> Record:
    if len(row) != len(header):
        raise RefusedRowsError(f"line {line}: {len(row)} values for {len(header)} columns")
    record = {name: value for name, value in zip(header, row, strict=True) if value}
    for problem in _problems(record, schema):
        raise RefusedRowsError(f"line {line}: {problem}")
    return record


def _problems(record: Record, schema: Schema) -> Iterator[str]:
    for name in (schema.record_id, schema.event_time):
        if name not in record:
            yield f"{name} is empty: it says which record, or from when it is"
    for name, value in record.items():
        if not _is(schema.features[name], value):
            yield f"{name} must be {schema.features[name]}, got {shown(value)}"
    time = record.get(schema.event_time, "")
    if schema.features[schema.event_time] is Kind.STRING and not _is_time(time):
        form = "a time in UTC, such as 2026-11-22T10:00:00Z"
        yield f"{schema.event_time} must be {form}, got {shown(time)}"


def _is(kind: Kind, value: str) -> bool:
    if kind is Kind.INTEGRAL:
        return bool(_INTEGRAL.fullmatch(value)) and -(2**63) <= int(value) < 2**63
    if kind is Kind.FRACTIONAL:
        return bool(_FRACTIONAL.fullmatch(value)) and math.isfinite(float(value))
    return True


def _is_time(value: str) -> bool:
    found = _TIME.fullmatch(value)
    try:
        return bool(found and datetime.fromisoformat(found[1]))
    except ValueError:
        return False
