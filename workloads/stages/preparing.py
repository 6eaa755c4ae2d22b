"""What every workload leaves after preparing: the baseline, and the transform as a model."""

import json

from workloads.stages import baseline, places, transforms
from workloads.stages.scaling import Scaler
from workloads.stages.schema import Schema
from workloads.stages.splitting import Parts


def leave(parts: Parts, scaler: Scaler, schema: Schema) -> None:
    transforms.save(scaler, places.made("transform"))
    baseline.write(places.made("baseline"), parts.train, schema)


def rows_of(parts: Parts) -> str:
    """For the log."""
    counts = {name: len(getattr(parts, name)) for name in ("train", "validation", "test")}
    return json.dumps(counts)
