"""Judges a model by rows that it has not seen."""

from workloads.contract import say
from workloads.stages import evaluating
from workloads.stages.ending import in_one_sentence
from workloads.stages.settings import read_settings
from workloads.tabular.models import read
from workloads.tabular.schema import SCHEMA


def main() -> None:
    with in_one_sentence("evaluate"):
        told = evaluating.evaluate(SCHEMA, read, read_settings(*evaluating.SETTINGS))
        say(f"accuracy {told['metrics']['accuracy']['value']:.4f}; {told['gate']['reason']}")


if __name__ == "__main__":
    main()
