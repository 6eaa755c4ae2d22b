"""What a step is given while it runs: its arguments, its keys, and whom it tells how it goes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from local.sagemaker.definition.document import Step
from local.sagemaker.engine.clients import AccountClients, RoleClients
from local.sagemaker.engine.failures import StepStoppedError
from local.sagemaker.engine.values import Values
from local.sagemaker.pace import Pace
from local.sagemaker.records import Execution
from rules.definitions.references import EXECUTION

ANY_EXECUTION: Mapping[str, str] = {name: f"<{name}>" for name in EXECUTION}
"""What execution variables are where it does not matter which execution it is."""
Told = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True)
class Result:
    """`properties` are what other steps may ask for."""

    properties: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Task:
    execution: Execution
    step: Step
    values: Callable[[Mapping[str, str]], Values]
    """Of this moment; takes what the execution variables are beyond those of the execution."""
    clients: RoleClients
    account: AccountClients
    told: Told
    """Takes the step's metadata, once there is something to tell."""
    pace: Pace
    is_going_down: Callable[[], bool]
    """With the account: nobody answers any more."""

    def arguments(self, job_name: str = "") -> Any:
        more = {"ProcessingJobName": job_name, "TrainingJobName": job_name}
        return self.values(more).of(self.step.arguments)

    @property
    def is_stopped(self) -> bool:
        return self.execution.stop_asked.is_set()

    def wait(self, seconds: float) -> None:
        self.execution.stop_asked.wait(seconds)

    def refuse_if_stopped(self) -> None:
        if self.is_stopped:
            raise StepStoppedError


class Work(Protocol):
    """Does one step once; raises StepFailedError or StepStoppedError."""

    def __call__(self, task: Task) -> Result: ...
