"""What an execution of only some steps takes from an earlier one."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from local.sagemaker.definition.document import Definition
from local.sagemaker.records import Execution, Pipeline, StepRun
from local.sagemaker.refusals import RefusedError, refuse_any
from local.sagemaker.state import State


def source_of(config: Mapping[str, Any], pipeline: Pipeline, state: State) -> Execution | None:
    """The execution whose results are reused; refuses one that is of no use."""
    arn = config.get("SourcePipelineExecutionArn")
    if arn is None:
        return None
    source = state.execution(arn)
    if source.pipeline_arn != pipeline.arn:
        raise RefusedError(f"{arn} is no execution of {pipeline.name}")
    if source.is_active:
        raise RefusedError(f"{arn} is {source.status}, one that has ended is needed")
    return source


def reused_runs(
    config: Mapping[str, Any], definition: Definition, source: Execution | None
) -> dict[str, StepRun]:
    """The steps that are not selected and that selected ones ask for something."""
    chosen = {one["StepName"] for one in config["SelectedSteps"]}
    refuse_any(_strangers(chosen, definition))
    refuse_any(_gaps(chosen, definition))
    needed = sorted(_needed(chosen, definition))
    refuse_any(_missing(needed, source))
    return {name: _reused(source, name) for name in needed} if source else {}


def _strangers(chosen: set[str], definition: Definition) -> Iterator[str]:
    for name in sorted(chosen - definition.steps.keys()):
        yield f"SelectedSteps names {name!r}; known: {', '.join(definition.steps)}"


def _gaps(chosen: set[str], definition: Definition) -> Iterator[str]:
    """Else a step would read what an earlier execution made of something that is made anew."""
    for name in (one for one in definition.steps if one not in chosen):
        behind = {one for one in chosen if name in _before(one, definition)}
        ahead = _before(name, definition) & chosen
        if behind and ahead:
            yield (
                f"SelectedSteps lacks {name}, which lies between {_listed(ahead)} "
                f"and {_listed(behind)}: select all steps of a path"
            )


def _before(name: str, definition: Definition) -> set[str]:
    """Every step that must have run for it, however far away."""
    found: set[str] = set()
    left = [name]
    while left:
        new = definition.steps[left.pop()].awaits - found
        found |= new
        left.extend(new)
    return found


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names))


def _needed(chosen: set[str], definition: Definition) -> set[str]:
    asked = {name for one in chosen for name in definition.steps[one].sources}
    return asked - chosen


def _missing(needed: list[str], source: Execution | None) -> Iterator[str]:
    for name in needed:
        if source is None:
            yield f"SourcePipelineExecutionArn is required: a selected step needs {name}"
        elif name not in source.runs or source.runs[name].status != "Succeeded":
            yield f"a selected step needs {name}, which did not succeed in {source.arn}"


def _reused(source: Execution, name: str) -> StepRun:
    return replace(source.runs[name], reused_from=source.arn)
