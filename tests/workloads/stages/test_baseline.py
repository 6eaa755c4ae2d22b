"""The baseline is in SageMaker Model Monitor's format, and of the rows that were learnt from."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.workloads.stages.files import SCHEMA, drawn
from workloads.stages import baseline
from workloads.stages.tables import Table

ROWS = drawn(500)


def written(folder: Path, rows: Table = ROWS) -> tuple[Any, Any]:
    baseline.write(folder, rows, SCHEMA)
    names = ("statistics.json", "constraints.json")
    statistics, constraints = (json.loads((folder / name).read_text()) for name in names)
    return statistics, constraints


def test_each_feature_has_its_statistics(tmp_path: Path) -> None:
    statistics, _ = written(tmp_path)
    assert statistics["dataset"] == {"item_count": 500}
    whole, broken = statistics["features"]
    assert (whole["name"], whole["inferred_type"]) == ("a", "Integral")
    assert (broken["name"], broken["inferred_type"]) == ("b", "Fractional")
    values, told = ROWS.of(["b"])[:, 0], broken["numerical_statistics"]
    assert told["common"] == {"num_present": 500, "num_missing": 0}
    assert [told[name] for name in ("mean", "sum", "std_dev", "min", "max")] == pytest.approx(
        [values.mean(), values.sum(), values.std(), values.min(), values.max()]
    )


def test_ten_buckets_hold_all_rows(tmp_path: Path) -> None:
    told = written(tmp_path)[0]["features"][1]["numerical_statistics"]["distribution"]["kll"]
    assert len(told["buckets"]) == 10
    assert sum(bucket["count"] for bucket in told["buckets"]) == 500
    assert told["sketch"]["data"] == [sorted(ROWS.of(["b"])[:, 0].tolist())]


def test_a_sketch_of_many_rows_stands_for_all_of_them(tmp_path: Path) -> None:
    many = drawn(10_000)
    told = written(tmp_path, many)[0]["features"][1]["numerical_statistics"]["distribution"]
    levels = told["kll"]["sketch"]["data"]
    assert sum(len(level) * 2**n for n, level in enumerate(levels)) == pytest.approx(10_000, abs=8)
    assert np.quantile(levels[-1], [0.1, 0.5, 0.9]) == pytest.approx(
        np.quantile(many.of(["b"])[:, 0], [0.1, 0.5, 0.9]), abs=0.01
    )


def test_constraints_ask_for_what_was_seen(tmp_path: Path) -> None:
    _, constraints = written(tmp_path)
    assert constraints["features"] == [
        {
            "name": name,
            "inferred_type": kind,
            "completeness": 1.0,
            "num_constraints": {"is_non_negative": never_below},
        }
        for name, kind, never_below in (("a", "Integral", True), ("b", "Fractional", False))
    ]
    assert constraints["monitoring_config"]["distribution_constraints"]["comparison_threshold"]
