"""Lets digits in that are digits."""

from workloads.digits.schema import SCHEMA
from workloads.stages import enough
from workloads.stages.ending import in_one_sentence
from workloads.stages.settings import read_settings
from workloads.stages.validating import validate


def main() -> None:
    with in_one_sentence("validate"):
        validate(SCHEMA, read_settings(*enough.SETTINGS))


if __name__ == "__main__":
    main()
