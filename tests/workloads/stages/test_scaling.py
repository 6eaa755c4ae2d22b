"""The z-scores: fitted to what is learnt from, kept as plain numbers, served as applied."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.workloads.stages.files import SCHEMA, drawn
from workloads.stages import archives, transform_serving, transforms
from workloads.stages.fitting import fit
from workloads.stages.scaling import Scaler, ScalerError

ROWS = drawn(300)
SCALER = fit(ROWS, SCHEMA)


def test_what_it_was_fitted_to_has_mean_zero_and_deviation_one() -> None:
    scaled = SCALER.apply(ROWS.of(SCALER.columns))
    assert scaled.mean(axis=0) == pytest.approx([0, 0], abs=1e-9)
    assert scaled.std(axis=0) == pytest.approx([1, 1])


def test_columns_may_be_fitted_together() -> None:
    together = fit(ROWS, SCHEMA, together=True)
    assert len(set(together.mean)) == len(set(together.scale)) == 1


def test_a_column_that_never_differs_is_not_divided_by_nothing() -> None:
    same = ROWS.take(np.zeros(3, dtype=np.int64))
    assert (fit(same, SCHEMA).apply(same.of(SCHEMA.names)) == 0).all()


def test_it_comes_back_as_it_was(tmp_path: Path) -> None:
    transforms.save(SCALER, tmp_path)
    assert transforms.load(tmp_path) == SCALER


def test_rows_of_another_width_are_refused() -> None:
    with pytest.raises(ScalerError, match="rows must have 2 columns, got 3 x 5"):
        SCALER.apply(np.zeros((3, 5)))


def test_it_is_served_from_its_archive_alone(tmp_path: Path) -> None:
    """As SageMaker's scikit-learn container does: code/ on the path, and nothing else of ours."""
    transforms.save(SCALER, tmp_path)
    model = archives.unpack_folder(tmp_path, tmp_path / "model")
    program = (
        "import sys, inference as i; m = i.model_fn(sys.argv[1]);"
        "print(i.output_fn(i.predict_fn(i.input_fn(b'1,2\\n3,4', 'text/csv'), m), 'text/csv'))"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, model],
        env={**os.environ, "PYTHONPATH": str(model / "code")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    rows = SCALER.apply(np.array([[1.0, 2], [3, 4]]))
    text = "".join(",".join(f"{each:.7g}" for each in row) + "\n" for row in rows)
    assert said.strip() == repr((text, "text/csv"))


@pytest.mark.parametrize("kind", ["text/csv", "text/csv; charset=utf-8"])
def test_a_request_is_csv(kind: str) -> None:
    assert transform_serving.input_fn("1,2", kind).tolist() == [[1.0, 2.0]]


def test_other_types_are_refused() -> None:
    with pytest.raises(ValueError, match="content type must be text/csv, got 'application/json'"):
        transform_serving.input_fn("{}", "application/json")
    with pytest.raises(ValueError, match="accept must be text/csv, got 'application/json'"):
        transform_serving.output_fn(np.zeros((1, 2)), "application/json")


def test_a_scaler_is_json_and_nothing_that_runs(tmp_path: Path) -> None:
    SCALER.save(tmp_path)
    assert Scaler.load(tmp_path) == SCALER
    assert (tmp_path / "scaler.json").read_text().startswith('{"columns": ["a", "b"]')
