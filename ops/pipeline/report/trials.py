"""The trials of a tuning step as rows of a table."""

import json
from dataclasses import dataclass

from ops.pipeline.report.tuning import Trial, Tuning


@dataclass(frozen=True)
class Row:
    number: int
    trial: Trial
    best: bool
    values: tuple[str, ...]
    """In the order of ``Tuning.tuned``."""


def trials(tuning: Tuning) -> list[Row]:
    best = tuning.best
    return [
        Row(number, one, one is best, tuple(_plain(one, name) for name in tuning.tuned))
        for number, one in enumerate(tuning.trials, 1)
    ]


def _plain(trial: Trial, name: str) -> str:
    """Words of a script's hyperparameters are JSON; numbers come with all their digits."""
    text = trial.hyperparameters.get(name, "")
    try:
        value = json.loads(text)
    except ValueError:
        return text
    if isinstance(value, str):
        return _plain_number(value)
    return _plain_number(text)


def _plain_number(text: str) -> str:
    try:
        return f"{float(text):.5g}"
    except ValueError:
        return text
