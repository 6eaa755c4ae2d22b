"""Tables of numbers as CSV files: columns are found by name, whatever their order in a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workloads.contract import RefusedError

Numbers = NDArray[np.float64]


class TableError(RefusedError):
    """A folder holds no table, or one that lacks a column."""


@dataclass(frozen=True, kw_only=True)
class Table:
    columns: tuple[str, ...]
    rows: Numbers

    def __len__(self) -> int:
        return len(self.rows)

    def of(self, columns: Sequence[str]) -> Numbers:
        """These, in this order."""
        missing = [name for name in columns if name not in self.columns]
        if missing:
            raise TableError(f"column {missing[0]!r} is missing; there are: {_some(self.columns)}")
        return self.rows[:, [self.columns.index(name) for name in columns]]

    def whole(self, column: str) -> NDArray[np.int64]:
        return self.of([column])[:, 0].astype(np.int64)

    def take(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> "Table":
        return Table(columns=self.columns, rows=self.rows[chosen])


def files_of(folder: Path) -> list[Path]:
    """In the order of their names; those that begin with ``_`` or ``.`` are notes."""
    files = sorted(each for each in folder.rglob("*.csv") if each.name[0] not in "_.")
    if not files:
        there = _some([each.name for each in sorted(folder.rglob("*")) if each.is_file()])
        raise TableError(f"{folder} must hold CSV files, holds {there}")
    return files


def read(folder: Path) -> Table:
    """All files of it as one table, with the columns of the first."""
    first, *others = [_read(file) for file in files_of(folder)]
    rows = [first.rows, *(each.of(first.columns) for each in others)]
    return Table(columns=first.columns, rows=np.concatenate(rows))


def write(file: Path, table: Table, *, header: bool = True) -> None:
    """Seven digits: what a float32 can hold."""
    names = ",".join(table.columns) if header else ""
    np.savetxt(file, table.rows, fmt="%.7g", delimiter=",", header=names, comments="")


def _read(file: Path) -> Table:
    with file.open(encoding="utf-8-sig") as lines:
        columns = tuple(lines.readline().strip().split(","))
        try:
            rows = np.loadtxt(lines, delimiter=",", ndmin=2)
        except ValueError as error:
            raise TableError(f"{file.name} is no table of numbers: {error}") from error
    if rows.shape[1] != len(columns) or not np.isfinite(rows).all():
        raise TableError(f"{file.name} must have {len(columns)} finite numbers in each row")
    return Table(columns=columns, rows=rows)


def _some(names: Sequence[str]) -> str:
    most = 5
    return ", ".join([*names[:most], "..."] if len(names) > most else names) or "nothing"
