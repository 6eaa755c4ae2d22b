"""Keeps how the steps of executions go, each change told to the bus and to whoever waits for it."""

from collections.abc import Mapping
from typing import Any

from local.sagemaker.engine.cache import cached
from local.sagemaker.engine.events import Tell, of_execution, of_step
from local.sagemaker.records import ENDED, Execution, StepRun, now
from local.sagemaker.state import State


class Desk:
    def __init__(self, state: State, tell: Tell) -> None:
        self._state = state
        self._tell = tell

    def opened(self, execution: Execution, before: str | None = None) -> None:
        self._tell(of_execution(execution, before))

    def became(self, execution: Execution, status: str, reason: str | None = None) -> None:
        with self._state.changed:
            before, execution.status = execution.status, status
            execution.failure_reason = reason
            execution.modified_at = now()
            self._tell(of_execution(execution, before))
            self._state.changed.notify_all()

    def started(self, execution: Execution, run: StepRun) -> None:
        execution.runs[run.step.name] = run
        self._tell(of_step(execution, run, None))

    def attempted(self, run: StepRun) -> None:
        with self._state.changed:
            run.attempts += 1

    def told(self, execution: Execution, run: StepRun, metadata: Mapping[str, Any]) -> None:
        """The step has something to show, so it is under way."""
        with self._state.changed:
            run.metadata = dict(metadata)
            if run.status == "Starting":
                self._become(execution, run, "Executing")

    def took_cached(self, execution: Execution, run: StepRun) -> bool:
        """Whether there was something to take."""
        with self._state.changed:
            found = cached(self._state, execution, run)
            if found is None:
                return False
            source, earlier = found
            run.cache_source = source.arn
            run.metadata = earlier.metadata
            self.ended(execution, run, earlier.properties)
            return True

    def ended(self, execution: Execution, run: StepRun, properties: Mapping[str, Any]) -> None:
        with self._state.changed:
            run.properties = dict(properties)
            self._become(execution, run, "Succeeded")

    def failed(self, execution: Execution, run: StepRun, reason: str) -> None:
        with self._state.changed:
            run.failure_reason = reason
            self._become(execution, run, "Failed")

    def stopped(self, execution: Execution, run: StepRun) -> None:
        with self._state.changed:
            self._become(execution, run, "Stopped")

    def stopping(self, execution: Execution) -> None:
        for run in execution.runs.values():
            if run.is_active:
                self._become(execution, run, "Stopping")

    def _become(self, execution: Execution, run: StepRun, status: str) -> None:
        before, run.status = run.status, status
        if status in ENDED:
            run.ended_at = now()
        execution.modified_at = now()
        self._tell(of_step(execution, run, before))
        self._state.changed.notify_all()
