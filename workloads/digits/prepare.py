"""Divides the digits, and fits the scaler: one mean and one deviation for all pixels.

Images stay as they are, grey levels in CSV, for they are to be augmented yet; the scaler lies
beside those that are learnt from.
"""

from workloads.contract import say
from workloads.digits.schema import SCHEMA
from workloads.stages import places, preparing, splitting, tables
from workloads.stages.ending import in_one_sentence
from workloads.stages.fitting import fit
from workloads.stages.settings import read_settings


def prepare() -> None:
    settings = read_settings(*splitting.SETTINGS)
    rows = tables.read(places.given("rows"))
    parts = splitting.divide(rows, SCHEMA, settings)
    scaler = fit(parts.train, SCHEMA, together=True)
    for name in ("train", "validation", "test"):
        tables.write(places.made(name) / "rows.csv", getattr(parts, name))
    scaler.save(places.made("train"))
    preparing.leave(parts, scaler, SCHEMA)
    say(f"rows: {preparing.rows_of(parts)}")


def main() -> None:
    with in_one_sentence("prepare"):
        prepare()


if __name__ == "__main__":
    main()
