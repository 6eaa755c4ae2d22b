"""What the rows looked like that were learnt from, as SageMaker Model Monitor writes it."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workloads.stages.schema import Column, Schema
from workloads.stages.tables import Table

_BUCKETS = 10
_SKETCH = {"c": 0.64, "k": 2048.0}
_MONITORING = {
    "evaluate_constraints": "Enabled",
    "emit_metrics": "Enabled",
    "datatype_check_threshold": 1.0,
    "domain_content_threshold": 1.0,
    "distribution_constraints": {
        "perform_comparison": "Enabled",
        "comparison_threshold": 0.1,
        "comparison_method": "Robust",
        "categorical_comparison_threshold": 0.1,
        "categorical_drift_method": "LInfinity",
    },
}


def write(made: Path, train: Table, schema: Schema) -> None:
    """Of the features as they come in: an endpoint captures them before they are scaled."""
    values = {each.name: train.of([each.name])[:, 0] for each in schema.features}
    _write(made / "statistics.json", _statistics(values, schema, len(train)))
    _write(made / "constraints.json", _constraints(values, schema))


def _statistics(values: dict[str, NDArray[np.float64]], schema: Schema, rows: int) -> Any:
    features = [
        {
            "name": each.name,
            "inferred_type": _type(each),
            "numerical_statistics": _numerical(values[each.name]),
        }
        for each in schema.features
    ]
    return {"version": 0.0, "dataset": {"item_count": rows}, "features": features}


def _numerical(values: NDArray[np.float64]) -> dict[str, Any]:
    return {
        "common": {"num_present": len(values), "num_missing": 0},
        "mean": float(values.mean()),
        "sum": float(values.sum()),
        "std_dev": float(values.std()),
        "min": float(values.min()),
        "max": float(values.max()),
        "distribution": {"kll": {"buckets": _buckets(values), "sketch": _sketch(values)}},
    }


def _buckets(values: NDArray[np.float64]) -> list[dict[str, float]]:
    counts, edges = np.histogram(values, bins=_BUCKETS)
    return [
        {"lower_bound": float(low), "upper_bound": float(high), "count": float(count)}
        for low, high, count in zip(edges[:-1], edges[1:], counts, strict=True)
    ]


def _sketch(values: NDArray[np.float64]) -> dict[str, Any]:
    """A value on level n stands for 2^n: every other one goes up until the rest is few enough."""
    kept, level = np.sort(values), 0
    while len(kept) > _SKETCH["k"]:
        kept, level = kept[level % 2 :: 2], level + 1
    return {"parameters": _SKETCH, "data": [*([[]] * level), kept.tolist()]}


def _constraints(values: dict[str, NDArray[np.float64]], schema: Schema) -> Any:
    features = [
        {
            "name": each.name,
            "inferred_type": _type(each),
            "completeness": 1.0,
            "num_constraints": {"is_non_negative": bool((values[each.name] >= 0).all())},
        }
        for each in schema.features
    ]
    return {"version": 0.0, "features": features, "monitoring_config": _MONITORING}


def _type(column: Column) -> str:
    return "Integral" if column.whole else "Fractional"


def _write(file: Path, told: object) -> None:
    file.write_text(json.dumps(told), "utf-8")
