"""What the steps of a definition ask each other for: nothing that is not there, and no circle."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from local.sagemaker.definition.document import Definition, Step
from local.sagemaker.definition.marks import GET, gets, json_gets, step_of

EXECUTION = frozenset(
    {
        *("CurrentDateTime", "StartDateTime", "PipelineArn", "PipelineName"),
        *("PipelineExecutionArn", "PipelineExecutionId", "ProcessingJobName", "TrainingJobName"),
    }
)


def complaints(definition: Definition) -> Iterator[str]:
    for step in definition.all_steps:
        for asked in gets(step.own):
            yield from _dangling(step, asked, definition)
        for name in step.depends_on:
            if name not in definition.steps:
                yield f"step {step.name}: DependsOn names {name!r}, which is no step"
        yield from _without_file(step, definition)
    yield from _circles(definition)


def _dangling(step: Step, asked: str, definition: Definition) -> Iterator[str]:
    source, _, rest = asked.partition(".")
    other = step_of(asked)
    known = {"Parameters": definition.parameters.keys(), "Execution": EXECUTION}
    if other == step.name:
        yield f"step {step.name} asks for a property of itself: {asked}"
    elif other is not None and other not in definition.steps:
        yield f"step {step.name} asks for {asked}, but no step is called {other!r}"
    elif other is None and rest not in known.get(source, ()):
        yield f"step {step.name} asks for {asked}, which there is not"


def _without_file(step: Step, definition: Definition) -> Iterator[str]:
    for one in json_gets(step.own):
        file = one.get("PropertyFile")
        asked = str(file[GET]) if isinstance(file, Mapping) and GET in file else ""
        other = definition.steps.get(step_of(asked) or "")
        if "Path" not in one or not (asked or "S3Uri" in one):
            yield f"step {step.name}: Std:JsonGet needs Path, and PropertyFile or S3Uri"
        elif other and asked.rpartition(".")[2] not in other.property_files:
            yield f"step {step.name} asks for {asked}, but {other.name} has no such file"


def _circles(definition: Definition) -> Iterator[str]:
    graph = {step.name: step.awaits for step in definition.all_steps}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield f"these steps wait for each other: {' -> '.join(error.args[1])}"
