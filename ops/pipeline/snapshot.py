"""An execution at one moment: every step of its definition, and how far it is."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ops.pipeline.definition import Definition
from ops.pipeline.execution import Execution, described
from ops.pipeline.progress import JobNotes
from ops.pipeline.states import State
from ops.pipeline.step import Step, told, untold

if TYPE_CHECKING:
    from mypy_boto3_sagemaker import SageMakerClient


@dataclass(frozen=True)
class Snapshot:
    execution: Execution
    steps: tuple[Step, ...]
    notes: dict[str, str] = field(default_factory=dict)
    """By step: what its job says of itself."""

    @property
    def failed(self) -> Step | None:
        """Where it went wrong first; a step that only says so comes after the one that failed."""
        failures = [one for one in self.steps if one.state is State.FAILED]
        return min(failures, key=lambda one: (one.ended is None, one.ended), default=None)

    def step(self, name: str) -> Step | None:
        return next((one for one in self.steps if one.name == name), None)


def steps_of(sagemaker: "SageMakerClient", execution: Execution, plan: Definition) -> list[Step]:
    pages = sagemaker.get_paginator("list_pipeline_execution_steps").paginate(
        PipelineExecutionArn=execution.arn
    )
    answers = [one for page in pages for one in page["PipelineExecutionSteps"]]
    listed = {one["StepName"]: told(plan.steps.get(one["StepName"]), one) for one in answers}
    over = execution.state.over
    planned = {name: untold(step, over=over) for name, step in plan.steps.items()}
    return [*(planned | listed).values()]


def snapshot(
    sagemaker: "SageMakerClient", arn: str, plan: Definition, notes: JobNotes | None = None
) -> Snapshot:
    execution = described(sagemaker, arn)
    steps = tuple(steps_of(sagemaker, execution, plan))
    return Snapshot(execution, steps, (notes or JobNotes(sagemaker)).of(steps))
