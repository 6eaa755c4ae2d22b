"""Judges a network by digits that it has not seen."""

from pathlib import Path

import numpy as np
import torch

from workloads.contract import say
from workloads.digits import serving
from workloads.digits.schema import SCHEMA
from workloads.stages import evaluating
from workloads.stages.ending import in_one_sentence
from workloads.stages.settings import read_settings
from workloads.stages.tables import Numbers


def read(model: Path, rows: Numbers) -> Numbers:
    images = torch.from_numpy(rows.astype(np.float32))
    made: Numbers = serving.predict_fn(images, serving.model_fn(str(model))).double().numpy()
    return made


def main() -> None:
    with in_one_sentence("evaluate"):
        told = evaluating.evaluate(SCHEMA, read, read_settings(*evaluating.SETTINGS))
        say(f"accuracy {told['metrics']['accuracy']['value']:.4f}; {told['gate']['reason']}")


if __name__ == "__main__":
    main()
