"""Are the rows what the workload says they are? Whoever is wrong is named by row and column."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workloads.contract import RefusedError
from workloads.stages.schema import Column, Schema
from workloads.stages.tables import files_of

_TOLD = 100
"""Mistakes that a report names; the others it counts."""


class DataError(RefusedError):
    """Data are not what the workload says they are."""


@dataclass(kw_only=True)
class Findings:
    labels: Counter[int] = field(default_factory=Counter)
    seen: Counter[tuple[str, ...]] = field(default_factory=Counter)
    mistakes: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return self.labels.total()

    @property
    def repeated(self) -> int:
        """Rows that were there before."""
        return self.seen.total() - len(self.seen)

    def report(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "labels": {str(label): count for label, count in sorted(self.labels.items())},
            "repeated_rows": self.repeated,
            "mistakes": self.mistakes[:_TOLD],
            "mistakes_in_all": len(self.mistakes),
        }


def examine(folder: Path, schema: Schema) -> Findings:
    findings = Findings()
    for file in files_of(folder):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            try:
                _examine(csv.reader(lines, strict=True), schema, findings, file.name)
            except (UnicodeDecodeError, csv.Error) as error:
                findings.mistakes.append(f"{file.name} is no CSV file: {error}")
    return findings


def refuse_mistakes(findings: Findings) -> None:
    if findings.mistakes:
        first, *others = findings.mistakes
        raise DataError(f"{first}; and {len(others)} more mistakes" if others else first)


def _examine(lines: Any, schema: Schema, findings: Findings, name: str) -> None:
    header = next(lines, None)
    if header is None:
        findings.mistakes.append(f"{name} is empty")
        return
    mistake = _wrong_header(header, schema)
    if mistake:
        findings.mistakes.append(f"{name}: row 1: {mistake}")
        return
    for row in lines:
        mistakes = list(_wrong_row(row, header, schema))
        findings.mistakes += [f"{name}: row {lines.line_num}, {each}" for each in mistakes]
        if not mistakes:
            findings.labels[int(float(row[header.index(schema.label)]))] += 1
            findings.seen[tuple(row)] += 1


def _wrong_header(header: Sequence[str], schema: Schema) -> str | None:
    for name in schema.columns:
        if name not in header:
            return f"column {name} is missing"
    for name, count in Counter(header).items():
        if name not in schema.columns:
            return f"column {name!r} is not one of this workload's"
        if count > 1:
            return f"column {name} is there {count} times"
    return None


def _wrong_row(row: Sequence[str], header: Sequence[str], schema: Schema) -> Iterator[str]:
    if len(row) != len(header):
        yield f"there are {len(row)} values for {len(header)} columns"
        return
    cells = dict(zip(header, row, strict=True))
    for column in schema.features:
        if not _takes(column, cells[column.name]):
            yield f"column {column.name} must be {column.allowed}, got {cells[column.name]!r}"
    label = cells[schema.label]
    if label not in {str(each) for each in schema.labels}:
        allowed = ", ".join(map(str, schema.labels))
        yield f"column {schema.label} must be one of {allowed}, got {label!r}"


def _takes(column: Column, cell: str) -> bool:
    try:
        return column.takes(float(cell))
    except ValueError:
        return False
