"""Which steps of an execution may run next, which never will."""

from collections.abc import Iterator

from local.sagemaker.definition.document import Step
from local.sagemaker.engine.outcomes import outcome_of
from local.sagemaker.records import Execution


class Progress:
    def __init__(self, execution: Execution) -> None:
        self._runs = execution.runs
        self._steps = execution.definition.steps
        selection = execution.selection
        self._chosen = (
            {one["StepName"] for one in selection["SelectedSteps"]} if selection else None
        )

    def ready(self) -> Iterator[Step]:
        for step in self._steps.values():
            if step.name not in self._runs and self._is_chosen(step.name) and self._may_run(step):
                yield step

    @property
    def active(self) -> int:
        return sum(1 for run in self._runs.values() if run.is_active)

    @property
    def has_failed(self) -> bool:
        return any(run.status == "Failed" for run in self._runs.values())

    def _may_run(self, step: Step) -> bool:
        awaited = step.awaits
        if self._chosen is not None:
            awaited = awaited & (self._chosen | self._runs.keys())
        return all(self._is_done(name) for name in awaited) and not self._is_left_out(step)

    def _is_done(self, name: str) -> bool:
        return name in self._runs and self._runs[name].status == "Succeeded"

    def _is_left_out(self, step: Step) -> bool:
        """It stands in the branch that its condition did not take."""
        if step.branch is None or step.branch.condition not in self._runs:
            return False
        return outcome_of(self._runs[step.branch.condition]) != step.branch.outcome

    def _is_chosen(self, name: str) -> bool:
        return self._chosen is None or name in self._chosen
