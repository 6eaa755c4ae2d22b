"""A scaler fitted to the rows that are learnt from, and to no others."""

import numpy as np
from sklearn.preprocessing import StandardScaler

from workloads.stages.scaling import Scaler
from workloads.stages.schema import Schema
from workloads.stages.tables import Table


def fit(train: Table, schema: Schema, *, together: bool = False) -> Scaler:
    """``together``: one mean and one deviation for all columns, as for the pixels of an image: one
    that hardly ever differs from zero would be blown up.
    """
    rows = train.of(schema.names)
    fitted = StandardScaler().fit(rows.reshape(-1, 1) if together else rows)
    mean, scale = (np.broadcast_to(each, rows.shape[1]) for each in (fitted.mean_, fitted.scale_))
    return Scaler(columns=schema.names, mean=tuple(mean.tolist()), scale=tuple(scale.tolist()))
