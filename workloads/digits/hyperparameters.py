"""The hyperparameters of the pipeline's training, as flags that are refused in one sentence."""

import argparse
import math
from argparse import Namespace
from collections.abc import Callable
from typing import NoReturn

from workloads.contract import Flags, RefusedError, whole_number
from workloads.digits.recipe import Recipe

_LARGEST_SEED = 2**32 - 1


class HyperparameterError(RefusedError):
    """A hyperparameter is unknown, or makes no sense."""


class _Flags(Flags):
    def error(self, message: str) -> NoReturn:
        raise HyperparameterError(message)


def flags() -> Flags:
    """A tuning tells its jobs the name of what it looks at; nothing hangs on it here."""
    told = _Flags(prog="learn")
    told.add_argument("--epochs", type=whole_number(at_least=1, at_most=10_000), default=12)
    told.add_argument("--seed", type=whole_number(at_least=0, at_most=_LARGEST_SEED), default=1)
    told.add_argument("--batch", type=whole_number(at_least=1, at_most=4096), default=32)
    told.add_argument("--width", type=whole_number(at_least=1, at_most=256), default=32)
    told.add_argument("--learning_rate", type=number(above=0), default=0.05)
    told.add_argument("--momentum", type=number(at_least=0, at_most=1), default=0.9)
    told.add_argument("--weight_decay", type=number(at_least=0), default=1e-4)
    told.add_argument("--noise", type=number(at_least=0), default=0.0)
    told.add_argument("--_tuning_objective_metric", help=argparse.SUPPRESS)
    return told


def recipe_of(parameters: Namespace) -> Recipe:
    return Recipe(
        learning_rate=parameters.learning_rate,
        batch=parameters.batch,
        momentum=parameters.momentum,
        weight_decay=parameters.weight_decay,
        width=parameters.width,
        noise=parameters.noise,
    )


def number(
    *, at_least: float = -math.inf, at_most: float = math.inf, above: float = -math.inf
) -> Callable[[str], float]:
    """A type for ``add_argument``; the sentence says what is allowed."""
    bounds = {"at least": at_least, "above": above, "at most": at_most}
    allowed = " and ".join(f"{word} {b:g}" for word, b in bounds.items() if math.isfinite(b))

    def read(value: str) -> float:
        try:
            given = float(value)
        except ValueError:
            given = math.nan
        if not (at_least <= given <= at_most and above < given < math.inf):
            raise argparse.ArgumentTypeError(f"must be a number {allowed}, got {value!r}")
        return given

    return read
