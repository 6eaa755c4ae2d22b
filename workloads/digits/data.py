"""The digits data set as the file that lands in the raw zone, and back again."""

import io

import numpy as np
from sklearn.datasets import load_digits

from workloads.digits.images import LEVELS, Images, Labels

__all__ = ["Images", "Labels", "as_csv", "from_csv"]


def as_csv() -> bytes:
    """scikit-learn's digits: 1,797 rows of 64 grey levels (0 to 16) and the label last.

    Source: UCI, Optical Recognition of Handwritten Digits (test part), as bundled by scikit-learn.
    """
    images, labels = load_digits(return_X_y=True)
    rows = io.StringIO()
    np.savetxt(rows, np.column_stack([images, labels]), fmt="%d", delimiter=",")
    return rows.getvalue().encode()


def from_csv(content: bytes) -> tuple[Images, Labels]:
    rows = np.loadtxt(io.BytesIO(content), delimiter=",", dtype=np.int64, ndmin=2)
    return (rows[:, :-1] / LEVELS).astype(np.float32), rows[:, -1]
