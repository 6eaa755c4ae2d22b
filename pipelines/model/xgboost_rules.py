"""What the built-in XGBoost would refuse, minutes after a host was paid for."""

from collections.abc import Iterator, Mapping
from math import inf
from typing import Any, TypeAlias

from pipelines.model.ranges import Range
from pipelines.model.training import XGBoost
from pipelines.model.workload import Workload
from pipelines.model.xgboost import MEASURES, NAMES, NUMBERS, WORDS
from pipelines.words import RefusedError, listed, unknown

Where: TypeAlias = tuple[str | int, ...]
Broken: TypeAlias = Iterator[tuple[Where, RefusedError]]


def strange_to_xgboost(workload: Workload) -> Broken:
    training = workload.training
    if not isinstance(training, XGBoost):
        return
    given = {("training", "hyperparameters"): training.hyperparameters}
    ranges = {} if workload.tuning is None else workload.tuning.ranges
    for around, values in {**given, ("tuning", "ranges"): ranges}.items():
        yield from _strange_values(around, values)
    yield from _objective_is_evaluated(training)


def _strange_values(around: Where, values: Mapping[str, Any]) -> Broken:
    for name, value in values.items():
        if name not in NAMES:
            wrong = "is no hyperparameter of the built-in XGBoost"
            yield (*around, name), unknown(wrong, name, NAMES)
            continue
        for where, each in _single((*around, name), value):
            yield from ((where, refusal) for refusal in _refusals(name, each))


def _single(where: Where, value: Any) -> Iterator[tuple[Where, Any]]:
    if isinstance(value, Range):
        yield from (((*where, "from"), value.low), ((*where, "to"), value.high))
    elif isinstance(value, tuple):
        yield from (((*where, number), each) for number, each in enumerate(value))
    else:
        yield where, value


def _refusals(name: str, value: Any) -> Iterator[RefusedError]:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if name in NUMBERS and is_number:
        least, most = NUMBERS[name]
        if not least <= value <= most:
            allowed = f"at least {least:g}" if most == inf else f"{least:g} to {most:g}"
            yield RefusedError(f"is out of the bounds of {name}", allowed=allowed)
    elif name in WORDS and value not in WORDS[name]:
        yield unknown(f"is no {name} of the built-in XGBoost", str(value), WORDS[name])
    elif name == "eval_metric":
        for metric in _metrics(value):
            if metric not in MEASURES:
                yield unknown("is no eval_metric of the built-in XGBoost", metric, MEASURES)


def _metrics(value: object) -> list[str]:
    """Several are parted by commas; ``error@0.7`` is error at a threshold."""
    return [word.strip().partition("@")[0] for word in str(value).split(",")]


def _objective_is_evaluated(training: XGBoost) -> Broken:
    told = training.hyperparameters.get("eval_metric")
    if told is None or training.objective is None:
        return
    names = [f"validation:{metric}" for metric in _metrics(told)]
    metric = training.objective.metric
    if metric not in names:
        wrong = "is not the validation of eval_metric"
        allowed = listed(names)
        yield ("training", "objective", "metric"), RefusedError(wrong, allowed=allowed)
