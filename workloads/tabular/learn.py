"""The other way to train: a script of our own, scikit-learn's logistic regression.

``training: {algorithm: script, script: learn}`` in workload.yaml, with an image of scikit-learn's.
It reads what built-in XGBoost reads. A fit takes less than a second: there is nothing to resume.
"""

import argparse
import json
from argparse import Namespace
from pathlib import Path
from typing import NoReturn

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from workloads.contract import Flags, RefusedError, say
from workloads.stages import archives, places
from workloads.stages.ending import in_one_sentence
from workloads.stages.tables import Numbers, TableError, files_of
from workloads.tabular import line

_MOST_ROUNDS = 1000


class HyperparameterError(RefusedError):
    """A hyperparameter is unknown, or makes no sense."""


class _Flags(Flags):
    def error(self, message: str) -> NoReturn:
        raise HyperparameterError(message)


def flags() -> Flags:
    told = _Flags(prog="learn")
    told.add_argument("--inverse_penalty", type=float, default=0.1)
    told.add_argument("--seed", type=int, default=1)
    told.add_argument("--_tuning_objective_metric", help=argparse.SUPPRESS)
    return told


def rows(channel: str) -> tuple[Numbers, Numbers]:
    """Without a header, the label first."""
    read = [np.loadtxt(each, delimiter=",", ndmin=2) for each in files_of(places.channel(channel))]
    table = np.concatenate(read)
    if not np.isfinite(table).all():
        raise TableError(f"channel {channel!r} must hold finite numbers")
    return table[:, 1:], table[:, 0]


def learn(parameters: Namespace) -> None:
    if not 0 < parameters.inverse_penalty < float("inf"):
        raise HyperparameterError(
            f"inverse_penalty must be a number above 0, got {parameters.inverse_penalty}"
        )
    model = LogisticRegression(
        C=parameters.inverse_penalty, max_iter=_MOST_ROUNDS, random_state=parameters.seed
    ).fit(*rows("train"))
    scaled, truth = rows("validation")
    loss = log_loss(truth, model.predict_proba(scaled))
    say(f"validation loss {loss:.4f} validation accuracy {model.score(scaled, truth):.4f}")
    leave(model, places.model())


def leave(model: LogisticRegression, into: Path) -> None:
    told = {"weights": model.coef_[0].tolist(), "bias": float(model.intercept_[0])}
    (into / line.FILE).write_text(json.dumps(told), "utf-8")
    archives.add_code(into, "workloads.tabular.line_serving", ("workloads.tabular.line",))


def main() -> None:
    with in_one_sentence("learn"):
        learn(flags().parse_args())


if __name__ == "__main__":
    main()
