"""Finds metrics in what a job prints, by the regular expressions of its metric definitions."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from local.sagemaker.jobs.job import Job, now


class Scraper:
    def __init__(self, definitions: Sequence[Mapping[str, str]]) -> None:
        self._patterns = [(one["Name"], re.compile(one["Regex"])) for one in definitions]

    def read(self, line: str) -> Iterator[tuple[str, float]]:
        for name, pattern in self._patterns:
            for found in pattern.finditer(line):
                value = _number(found.group(1) if pattern.groups else found.group())
                if value is not None:
                    yield name, value


def complaints(definitions: Sequence[Mapping[str, str]]) -> Iterator[str]:
    for one in definitions:
        try:
            re.compile(one["Regex"])
        except re.error as error:
            yield f"the Regex {one['Regex']!r} of the metric {one['Name']!r} is none: {error}"


def final(job: Job) -> list[dict[str, Any]]:
    """The last value of each metric; SageMaker keeps nothing that is no number."""
    return [
        {"MetricName": name, "Value": values[-1], "Timestamp": now()}
        for name, series in job.series.items()
        if (values := [value for value in series if math.isfinite(value)])
    ]


def definitions_of(job: Job) -> list[Mapping[str, str]]:
    found: list[Mapping[str, str]] = job.request["AlgorithmSpecification"].get(
        "MetricDefinitions", []
    )
    return found


def _number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None
