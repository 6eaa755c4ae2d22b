"""What a step gets from elsewhere has to exist there."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from rules.definitions.definition import Definition, Step
from rules.definitions.functions import misused
from rules.definitions.mistake import Mistake, nearest
from rules.definitions.properties import missing
from rules.definitions.values import is_known, listed, variables

STEP = re.compile(r"Steps\.([A-Za-z0-9\-_]+)(.*)", re.DOTALL)
EXECUTION = (
    "StartDateTime", "CurrentDateTime", "PipelineName", "PipelineArn", "PipelineExecutionId",
    "PipelineExecutionArn", "TrainingJobName", "ProcessingJobName",
)  # fmt: skip
"""What an execution tells of itself."""
_EXPERIMENT = ("ExperimentName", "TrialName")
_WITHIN_A_LOOP = ("ForEach.", "IterationOutput")


def mistakes_in(definition: Definition) -> Iterator[Mistake]:
    for step in definition.steps:
        for path, says in (*_got(step, definition), *_awaited(step, definition)):
            yield Mistake("references", path, says)
    experiment = definition.body.get("PipelineExperimentConfig")
    for path, variable in variables(experiment, "PipelineExperimentConfig"):
        for says in _wrong(variable, definition):
            yield Mistake("references", path, says)


def steps_named(step: Step) -> Iterator[str]:
    """What the step itself waits for: by a reference, or by DependsOn."""
    for _, variable in variables(step.own(), ""):
        got = variable.get("Get")
        found = STEP.fullmatch(got) if isinstance(got, str) else None
        if found:
            yield found[1]
    yield from (name for _, name in _depends_on(step))


def _got(step: Step, definition: Definition) -> Iterator[tuple[str, str]]:
    own = step.own()
    for name in ("DependsOn", "Name", "Type"):
        own = {key: given for key, given in own.items() if key != name}
    for path, variable in variables(own, step.path):
        yield from ((path, says) for says in _wrong(variable, definition))


def _awaited(step: Step, definition: Definition) -> Iterator[tuple[str, str]]:
    for path, name in _depends_on(step):
        if name not in definition.by_name and not definition.is_open:
            yield path, f"no step is called {name!r}{nearest(name, list(definition.by_name))}"


def _depends_on(step: Step) -> Iterator[tuple[str, str]]:
    for index, given in enumerate(listed(step.body.get("DependsOn"))):
        name = given.get("Step") if isinstance(given, Mapping) else given
        if isinstance(name, str):
            yield f"{step.path}.DependsOn.{index}", name


def _wrong(variable: Mapping[str, Any], definition: Definition) -> Iterator[str]:
    [(function, given)] = variable.items()
    if function != "Get":
        yield from misused(function, given, definition)
        return
    if not isinstance(given, str):
        if is_known(given):
            yield f"Get takes a string, got {given!r}"
        return
    kind, _, rest = given.partition(".")
    if given.startswith(_WITHIN_A_LOOP):
        return
    if kind == "Parameters":
        known: Collection[str] = definition.parameters.keys()
    elif kind in {"Execution", "PipelineExperimentConfig"}:
        known = EXECUTION if kind == "Execution" else _EXPERIMENT
    else:
        yield from _step(given, definition)
        return
    if rest not in known and not definition.is_open:
        yield f"{given} does not exist{nearest(rest, list(known))}"


def _step(given: str, definition: Definition) -> Iterator[str]:
    found = STEP.fullmatch(given)
    if found is None:
        yield f"{given} is nothing to get: Parameters, Steps, Execution, PipelineExperimentConfig"
        return
    step = definition.by_name.get(found[1])
    if step is not None:
        yield from missing(step, found[2])
    elif not definition.is_open:
        yield f"no step is called {found[1]!r}{nearest(found[1], list(definition.by_name))}"
