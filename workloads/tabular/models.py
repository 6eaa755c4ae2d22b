"""The models of this workload, each read in its own way: boosted trees, or a straight line."""

from pathlib import Path

import numpy as np
import xgboost

from workloads.contract import RefusedError
from workloads.stages.tables import Numbers
from workloads.tabular import line

TREES = "xgboost-model"


class ModelError(RefusedError):
    """An archive holds no model of this workload."""


def read(model: Path, rows: Numbers) -> Numbers:
    """Probabilities of benign and malignant."""
    if (model / TREES).is_file():
        malignant = _trees(model / TREES, rows)
    elif (model / line.FILE).is_file():
        malignant = line.malignant(model, rows)
    else:
        raise ModelError(f"the model must hold {TREES} or {line.FILE}, holds {_held(model)}")
    both: Numbers = np.column_stack([1 - malignant, malignant])
    return both


def _trees(file: Path, rows: Numbers) -> Numbers:
    """As built-in XGBoost leaves them, trained with objective binary:logistic."""
    booster, content = xgboost.Booster(), file.read_bytes()
    if not content:
        raise ModelError(f"{file.name} is empty")
    try:
        booster.load_model(bytearray(content))
    except xgboost.core.XGBoostError as error:
        raise ModelError(f"{file.name} is no model that XGBoost reads: {_first(error)}") from error
    return np.asarray(booster.predict(xgboost.DMatrix(rows)), dtype=np.float64)


def _first(error: Exception) -> str:
    return str(error).strip().splitlines()[0]


def _held(model: Path) -> str:
    return ", ".join(sorted(each.name for each in model.iterdir())) or "nothing"
