"""How much there may be of it."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from rules.definitions.definition import Definition, Step
from rules.definitions.jobs import training_jobs
from rules.definitions.mistake import Mistake
from rules.definitions.values import listed

LONGEST = 1_048_576
_NAMED = (
    ("ProcessingInputs", "InputName"),
    ("ProcessingOutputConfig.Outputs", "OutputName"),
)


def mistakes_in(definition: Definition) -> Iterator[Mistake]:
    length = len(json.dumps(definition.body, separators=(",", ":"), default=_nothing))
    if length > LONGEST:
        yield Mistake("limits", "", f"{length} characters, and SageMaker takes {LONGEST}")
    for path, says in _twice(definition):
        yield Mistake("arguments", path, says)


def _nothing(_known_later: object) -> str:
    return ""


def _twice(definition: Definition) -> Iterator[tuple[str, str]]:
    """A name within a job that is there already."""
    for step in definition.of_type("Processing"):
        for place, label in _NAMED:
            yield from _same(step.get(place), label, f"{step.path}.Arguments.{place}")
        yield from _undeclared(step)
    for job in training_jobs(definition):
        channels = job.get("InputDataConfig")
        yield from _same(channels, "ChannelName", f"{job.path}.InputDataConfig")


def _same(items: object, label: str, path: str) -> Iterator[tuple[str, str]]:
    given = (item.get(label) for item in listed(items) if isinstance(item, Mapping))
    for name, times in Counter(name for name in given if isinstance(name, str)).items():
        if times > 1:
            yield path, f"{times} have the {label} {name!r}"


def _undeclared(step: Step) -> Iterator[tuple[str, str]]:
    """A property file lies in an output of its step."""
    outputs = listed(step.get("ProcessingOutputConfig.Outputs"))
    names = {str(item.get("OutputName")) for item in outputs if isinstance(item, Mapping)}
    for index, given in enumerate(listed(step.body.get("PropertyFiles"))):
        output = given.get("OutputName") if isinstance(given, Mapping) else None
        if isinstance(output, str) and output not in names:
            yield f"{step.path}.PropertyFiles.{index}", f"no output is called {output!r}"
