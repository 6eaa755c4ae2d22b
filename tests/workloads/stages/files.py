"""Rows and folders to try stages on."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from workloads.stages.schema import Column, Schema
from workloads.stages.tables import Table

SCHEMA = Schema(
    features=(Column(name="a", at_least=0, at_most=9, whole=True), Column(name="b")),
    label="kind",
    labels=(0, 1),
)


def folder(at: Path, files: Mapping[str, str]) -> Path:
    for name, content in files.items():
        (at / name).parent.mkdir(parents=True, exist_ok=True)
        (at / name).write_text(content)
    return at


def drawn(rows: int, *, seed: int = 1) -> Table:
    """Rows of SCHEMA, each another."""
    draw = np.random.default_rng(seed)
    numbers = [draw.integers(0, 10, rows), draw.normal(size=rows), draw.integers(0, 2, rows)]
    return Table(columns=SCHEMA.columns, rows=np.column_stack(numbers).astype(float))
