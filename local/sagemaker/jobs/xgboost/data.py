"""The CSV channels of the built-in XGBoost: the label first, and no header."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import xgboost

from local.sagemaker.jobs.xgboost.refusals import UserError

_CONTENT = ("text/csv", "csv", "application/x-csv")


def matrix(folder: Path, content_type: str, *, has_weights: bool) -> Any:
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in _CONTENT:
        raise UserError(
            f"content type {content_type!r} is not served by the local account; text/csv is"
        )
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    if not files:
        raise UserError(f"no data in the channel {folder.name!r}")
    rows = np.concatenate([_rows(path) for path in files])
    first = 2 if has_weights else 1
    if rows.shape[1] <= first:
        raise UserError(
            f"{files[0].name} must have a label and features, has {rows.shape[1]} column"
        )
    if not np.isfinite(rows[:, 0]).all():
        raise UserError(f"the label, the first column of {folder.name}, is not a number everywhere")
    weights = rows[:, 1] if has_weights else None
    return xgboost.DMatrix(rows[:, first:], label=rows[:, 0], weight=weights)


def _rows(path: Path) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    with path.open(newline="") as file:
        lines = [line for line in csv.reader(file) if line]
    try:
        # An empty cell is a missing value, as for the container.
        return np.array([[float(cell or "nan") for cell in line] for line in lines], np.float32)
    except ValueError as error:
        raise UserError(
            f"{path.name} must be CSV without a header, each row as long as the others: {error}"
        ) from error
