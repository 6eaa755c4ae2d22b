"""The data to begin with: ``python -m workloads.digits.example <folder>`` writes rows.csv.

Source: UCI, Optical Recognition of Handwritten Digits (test part), as bundled by scikit-learn.
"""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

from workloads.contract import Flags
from workloads.digits.schema import SCHEMA
from workloads.stages.tables import Table, write


def rows() -> Table:
    images, labels = load_digits(return_X_y=True)
    return Table(columns=SCHEMA.columns, rows=np.column_stack([images, labels]))


def main() -> None:
    flags = Flags(prog="example")
    flags.add_argument("folder", type=Path)
    folder = flags.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "rows.csv", rows())


if __name__ == "__main__":
    main()
