"""The rows of the digits: 64 grey levels, line by line, and the digit."""

import numpy as np

from workloads.digits.images import LEVELS, SIDE, Images, Labels
from workloads.stages.scaling import Scaler
from workloads.stages.schema import Column, Schema
from workloads.stages.tables import Table

SCHEMA = Schema(
    features=tuple(
        Column(name=f"pixel_{line}_{column}", at_least=0, at_most=LEVELS, whole=True)
        for line in range(SIDE)
        for column in range(SIDE)
    ),
    label="digit",
    labels=tuple(range(10)),
)


def scaled(table: Table, scaler: Scaler) -> tuple[Images, Labels]:
    """As the network learns them, and as the endpoint's transform hands them on."""
    images = scaler.apply(table.of(scaler.columns)).astype(np.float32)
    return images, table.whole(SCHEMA.label)
