"""Serves a straight line: z-scores in, how likely a tumour is malignant out, as XGBoost answers."""

import io
from pathlib import Path

import numpy as np

from workloads.tabular.line import Numbers, malignant

_CSV = "text/csv"


def model_fn(model_dir: str) -> Path:
    return Path(model_dir)


def input_fn(body: bytes | str, content_type: str) -> Numbers:
    if content_type.partition(";")[0].strip() != _CSV:
        raise ValueError(f"content type must be {_CSV}, got {content_type!r}")
    text = body if isinstance(body, str) else bytes(body).decode()
    return np.loadtxt(io.StringIO(text), delimiter=",", ndmin=2)


def predict_fn(rows: Numbers, model: Path) -> Numbers:
    return malignant(model, rows)


def output_fn(likely: Numbers, accept: str) -> tuple[str, str]:
    if accept not in (_CSV, "*/*", ""):
        raise ValueError(f"accept must be {_CSV}, got {accept!r}")
    return "".join(f"{each:.6f}\n" for each in likely), _CSV
