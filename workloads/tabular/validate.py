"""Lets rows in that are what they should be."""

from workloads.stages import enough
from workloads.stages.ending import in_one_sentence
from workloads.stages.settings import read_settings
from workloads.stages.validating import validate
from workloads.tabular.schema import SCHEMA


def main() -> None:
    with in_one_sentence("validate"):
        validate(SCHEMA, read_settings(*enough.SETTINGS))


if __name__ == "__main__":
    main()
