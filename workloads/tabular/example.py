"""The data to begin with: ``python -m workloads.tabular.example <folder>`` writes rows.csv.

Source: UCI, Breast Cancer Wisconsin (Diagnostic), as bundled by scikit-learn.
"""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_breast_cancer

from workloads.contract import Flags
from workloads.stages.tables import Table, write
from workloads.tabular.schema import SCHEMA


def rows() -> Table:
    """There, 0 is malignant; here 1 is what is looked for."""
    measured, benign = load_breast_cancer(return_X_y=True)
    return Table(columns=SCHEMA.columns, rows=np.column_stack([measured, 1 - benign]))


def main() -> None:
    flags = Flags(prog="example")
    flags.add_argument("folder", type=Path)
    folder = flags.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "rows.csv", rows())


if __name__ == "__main__":
    main()
