"""Divides the table, fits the scaler, and writes what built-in XGBoost reads.

That is CSV without a header, the label first, and nothing beside it. Test rows stay as they came
in, so that the evaluation takes the way of a request: through the transform.
"""

import numpy as np

from workloads.contract import say
from workloads.stages import places, preparing, splitting, tables
from workloads.stages.ending import in_one_sentence
from workloads.stages.fitting import fit
from workloads.stages.scaling import Scaler
from workloads.stages.settings import read_settings
from workloads.stages.tables import Table
from workloads.tabular.schema import SCHEMA


def to_learn_from(part: Table, scaler: Scaler) -> Table:
    scaled = scaler.apply(part.of(scaler.columns))
    return Table(
        columns=(SCHEMA.label, *scaler.columns),
        rows=np.column_stack([part.of([SCHEMA.label]), scaled]),
    )


def prepare() -> None:
    settings = read_settings(*splitting.SETTINGS)
    parts = splitting.divide(tables.read(places.given("rows")), SCHEMA, settings)
    scaler = fit(parts.train, SCHEMA)
    for name in ("train", "validation"):
        rows = to_learn_from(getattr(parts, name), scaler)
        tables.write(places.made(name) / "rows.csv", rows, header=False)
    tables.write(places.made("test") / "rows.csv", parts.test)
    preparing.leave(parts, scaler, SCHEMA)
    say(f"rows: {preparing.rows_of(parts)}")


def main() -> None:
    with in_one_sentence("prepare"):
        prepare()


if __name__ == "__main__":
    main()
