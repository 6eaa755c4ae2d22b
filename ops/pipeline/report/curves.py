"""How metrics went while a job trained, found in its log as SageMaker finds them."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ops.pipeline.jobs import Described, described_job, described_training
from ops.pipeline.logs import every_line
from ops.pipeline.place import Place
from ops.pipeline.report.tuning import Tuning
from ops.pipeline.snapshot import Snapshot
from ops.pipeline.step import JobKind

_LEAST = 2
"""Points that make a curve."""


@dataclass(frozen=True)
class Curves:
    step: str
    job: str
    metrics: Mapping[str, tuple[float, ...]]

    @property
    def kinds(self) -> dict[str, dict[str, tuple[float, ...]]]:
        """train:loss and validation:loss belong into one chart."""
        grouped: dict[str, dict[str, tuple[float, ...]]] = {}
        for name, values in self.metrics.items():
            grouped.setdefault(name.rsplit(":", 1)[-1], {})[name] = values
        return grouped


def learned(place: Place, last: Snapshot, tunings: Iterable[Tuning]) -> Iterator[Curves]:
    """Of each training step, and of the best trial of each tuning step."""
    for step, name, described in [*_trainings(place, last), *_bests(place, tunings)]:
        definitions = described["AlgorithmSpecification"].get("MetricDefinitions", [])
        metrics = curves_in(every_line(place.logs, name), definitions) if definitions else {}
        if metrics:
            yield Curves(step, name, metrics)


def curves_in(
    lines: Iterable[str], definitions: Iterable[Mapping[str, Any]]
) -> dict[str, tuple[float, ...]]:
    patterns = {one["Name"]: re.compile(one["Regex"]) for one in definitions}
    found: dict[str, list[float]] = {name: [] for name in patterns}
    for line in lines:
        for name, pattern in patterns.items():
            if (match := pattern.search(line)) and (value := _number(match)) is not None:
                found[name].append(value)
    return {name: tuple(values) for name, values in found.items() if len(values) >= _LEAST}


def _number(match: re.Match[str]) -> float | None:
    """Whoever writes the pattern of a metric may forget the group around its number."""
    try:
        value = float(match[1] if match.re.groups else match[0])
    except (TypeError, ValueError):
        return None
    return value if math.isfinite(value) else None


def _trainings(place: Place, last: Snapshot) -> Iterator[tuple[str, str, Described]]:
    for step in last.steps:
        if step.job and step.job.kind is JobKind.TRAINING:
            yield step.name, *described_job(place.sagemaker, step.job)


def _bests(place: Place, tunings: Iterable[Tuning]) -> Iterator[tuple[str, str, Described]]:
    for tuning in tunings:
        if tuning.best:
            name = tuning.best.name
            yield tuning.step, name, described_training(place.sagemaker, name)
