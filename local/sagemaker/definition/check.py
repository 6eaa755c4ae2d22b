"""What SageMaker takes and the local account cannot run: refused before anything runs."""

from collections.abc import Collection, Iterator

from local.sagemaker.definition.document import Definition, Step
from local.sagemaker.definition.marks import gets
from rules.definitions.step_types import STEP_TYPES

_MOST_STEPS = 50
"""Of an account that has not asked AWS for more."""
_NAMED_HERE = frozenset({"Processing", "Training", "Tuning", "Transform", "Model"})
_KNOWN = frozenset({"Parameters", "Execution", "Steps"})


def complaints(definition: Definition, types: Collection[str]) -> Iterator[str]:
    """`types` are those of the steps that run here."""
    steps = definition.all_steps
    if len(steps) > _MOST_STEPS:
        yield f"a pipeline has at most {_MOST_STEPS} steps, got {len(steps)}"
    for step in steps:
        for complaint in _of_step(step, types):
            yield f"step {step.name}: {complaint}"


def _of_step(step: Step, types: Collection[str]) -> Iterator[str]:
    if step.type not in types:
        known = ", ".join(types)
        yield f"steps of type {step.type!r} do not run in the local account; known: {known}"
        return
    name = STEP_TYPES[step.type].name
    if step.type in _NAMED_HERE and name in step.arguments:
        yield f"{name} is given by the pipeline, not by the step"
    for one in step.depends_on:
        if not isinstance(one, str):
            yield f"DependsOn takes names in the local account, and no Trigger: got {one!r}"
    for asked in gets(step.own):
        if asked.partition(".")[0] not in _KNOWN:
            yield f"asks for {asked}, which the local account does not know"
