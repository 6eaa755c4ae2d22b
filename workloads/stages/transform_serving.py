"""The first container of an endpoint: rows as they come in, z-scores as the model learnt on them.

``inference.py`` of the transform's model.tar.gz; SageMaker's scikit-learn container calls these.
"""

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workloads.stages.scaling import Scaler

_CSV = "text/csv"


class ContentTypeError(ValueError):
    """A request, or who waits for its answer, speaks something else than CSV."""


def model_fn(model_dir: str) -> Scaler:
    return Scaler.load(Path(model_dir))


def input_fn(body: bytes | str, content_type: str) -> NDArray[np.float64]:
    if content_type.partition(";")[0].strip() != _CSV:
        raise ContentTypeError(f"content type must be {_CSV}, got {content_type!r}")
    text = body if isinstance(body, str) else bytes(body).decode()
    return np.loadtxt(io.StringIO(text), delimiter=",", ndmin=2)


def predict_fn(rows: NDArray[np.float64], scaler: Scaler) -> NDArray[np.float64]:
    return scaler.apply(rows)


def output_fn(rows: NDArray[np.float64], accept: str) -> tuple[str, str]:
    """Whoever asks for no type in particular is given CSV, which the next container reads."""
    if accept not in (_CSV, "*/*", ""):
        raise ContentTypeError(f"accept must be {_CSV}, got {accept!r}")
    answer = io.StringIO()
    np.savetxt(answer, rows, fmt="%.7g", delimiter=",")
    return answer.getvalue(), _CSV
