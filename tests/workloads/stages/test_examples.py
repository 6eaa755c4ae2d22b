"""The data to begin with are what their workload says they are."""

import importlib
from pathlib import Path

import pytest

from tests.workloads.stages.chains import here
from workloads.stages.examining import examine, refuse_mistakes


@pytest.mark.parametrize(("workload", "rows"), [("digits", 1797), ("tabular", 569)])
def test_every_row_is_let_in(tmp_path: Path, workload: str, rows: int) -> None:
    made, log = tmp_path / "data", tmp_path / "log"
    assert here(f"workloads.{workload}.example", [str(made)], tmp_path, log) == 0
    schema = importlib.import_module(f"workloads.{workload}.schema").SCHEMA
    findings = examine(made, schema)
    refuse_mistakes(findings)
    assert (findings.rows, findings.repeated) == (rows, 0)


def test_without_a_folder_it_says_so(tmp_path: Path) -> None:
    assert here("workloads.digits.example", [], tmp_path, tmp_path / "log") == 2
    said = (tmp_path / "log").read_text()
    assert said == "example: the following arguments are required: folder\n"
