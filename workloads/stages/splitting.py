"""Rows to learn from, to choose by and to judge by: each row itself says to which it belongs."""

import hashlib
from dataclasses import dataclass

import numpy as np
from sklearn.model_selection import train_test_split

from workloads.stages.examining import DataError
from workloads.stages.schema import Schema
from workloads.stages.settings import Settings
from workloads.stages.tables import Numbers, Table

SETTINGS = ("test_share", "validation_share", "train_rows")


@dataclass(frozen=True, kw_only=True)
class Parts:
    train: Table
    validation: Table
    test: Table


def divide(table: Table, schema: Schema, settings: Settings) -> Parts:
    """By a hash of the features, and of nothing else. So a row that is held out stays so when
    others come or go: no champion was trained on it. Rows that are alike are on one side.
    """
    test = settings.number("test_share", at_least=0.01, at_most=0.9, otherwise=0.25)
    validation = settings.number("validation_share", at_least=0.01, at_most=0.9, otherwise=0.15)
    place = np.array([_place(row) for row in table.of(schema.names)])
    parts = Parts(
        train=_thinned(table.take(place >= test + validation), schema, settings),
        validation=table.take((place >= test) & (place < test + validation)),
        test=table.take(place < test),
    )
    for name in ("train", "validation", "test"):
        _refuse_without_a_label(name, getattr(parts, name), schema)
    return parts


def _place(row: Numbers) -> float:
    """From 0 to 1; ``+ 0.0`` makes a negative zero a zero."""
    told = hashlib.sha256((row + 0.0).astype("<f8").tobytes()).digest()
    return int.from_bytes(told[:8], "big") / 2**64


def _thinned(train: Table, schema: Schema, settings: Settings) -> Table:
    """``train_rows`` of them, labels in proportion, drawn by the seed; all where it is not told."""
    if "train_rows" not in settings.told:
        return train
    rows = settings.whole("train_rows", at_least=len(schema.labels), at_most=len(train) - 1)
    labels = train.whole(schema.label)
    chosen, _ = train_test_split(
        np.arange(len(train)), train_size=rows, random_state=settings.seed, stratify=labels
    )
    return train.take(np.sort(chosen))


def _refuse_without_a_label(name: str, part: Table, schema: Schema) -> None:
    missing = set(schema.labels) - set(part.whole(schema.label).tolist())
    if missing:
        raise DataError(
            f"of {len(part)} rows for {name} none has {schema.label} {min(missing)}: "
            "more rows are needed, or a larger share"
        )
