"""The z-scores that a model learnt on: fitted once, applied in training, evaluation and serving."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FILE = "scaler.json"


class ScalerError(ValueError):
    """A row is not one that the scaler was fitted to."""


@dataclass(frozen=True, kw_only=True)
class Scaler:
    """Plain numbers: whatever reads it runs no code of another time."""

    columns: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]

    def apply(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """``rows`` have the scaler's columns, in its order."""
        if rows.ndim != 2 or rows.shape[1] != len(self.columns):  # noqa: PLR2004 - a table
            shape = " x ".join(map(str, rows.shape))
            raise ScalerError(f"rows must have {len(self.columns)} columns, got {shape}")
        scaled: NDArray[np.float64] = (rows - np.array(self.mean)) / np.array(self.scale)
        return scaled

    def save(self, folder: Path) -> None:
        (folder / FILE).write_text(json.dumps(asdict(self)), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> "Scaler":
        told: dict[str, Any] = json.loads((folder / FILE).read_text("utf-8"))
        return cls(**{name: tuple(values) for name, values in told.items()})
