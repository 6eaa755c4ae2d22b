"""How well a model reads rows that it has not seen."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn import metrics

from workloads.contract import RefusedError
from workloads.stages.schema import Schema
from workloads.stages.tables import Numbers

LOWER_IS_BETTER = ("log_loss",)
_PAIR = 2


class MeasureError(RefusedError):
    """What a model made of the rows cannot be measured."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    metrics: Mapping[str, float]
    confusion: tuple[tuple[int, ...], ...]
    """A row for each true label, a column for each that was read."""


def measure(probabilities: Numbers, truth: NDArray[np.int64], schema: Schema) -> Measured:
    """``probabilities``: a column for each label of the schema, in its order."""
    expected = (len(truth), len(schema.labels))
    if probabilities.shape != expected:
        raise MeasureError(f"the model must give {expected} numbers, gave {probabilities.shape}")
    lost = int((~np.isfinite(probabilities).all(axis=1)).sum())
    if lost:
        raise MeasureError(f"the model reads {lost} of {len(truth)} test rows as no number")
    labels = list(schema.labels)
    read = np.array(labels)[probabilities.argmax(axis=1)]
    told = {
        "accuracy": metrics.accuracy_score(truth, read),
        "macro_f1": metrics.f1_score(truth, read, labels=labels, average="macro", zero_division=0),
        "log_loss": metrics.log_loss(truth, _normal(probabilities), labels=labels),
        **(_of_a_pair(probabilities, truth, read, labels) if len(labels) == _PAIR else {}),
    }
    confusion = metrics.confusion_matrix(truth, read, labels=labels).tolist()
    return Measured(
        metrics={name: float(value) for name, value in told.items()},
        confusion=tuple(tuple(row) for row in confusion),
    )


def _of_a_pair(
    probabilities: Numbers, truth: NDArray[np.int64], read: NDArray[np.int64], labels: list[int]
) -> dict[str, float]:
    """The second label is the one that is looked for."""
    sought = labels[1]
    return {
        "auc": metrics.roc_auc_score(truth == sought, probabilities[:, 1]),
        "precision": metrics.precision_score(truth, read, pos_label=sought, zero_division=0),
        "recall": metrics.recall_score(truth, read, pos_label=sought, zero_division=0),
    }


def _normal(probabilities: Numbers) -> Numbers:
    """Sums of float32 are not quite one."""
    precise = probabilities.astype(np.float64)
    normal: Numbers = precise / precise.sum(axis=1, keepdims=True)
    return normal
