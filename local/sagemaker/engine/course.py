"""The course of one execution: starts what is ready, a few at a time, until nothing is left."""

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial

from local.sagemaker.engine.desk import Desk
from local.sagemaker.engine.progress import Progress
from local.sagemaker.records import Execution, StepRun
from local.sagemaker.state import State

_LOOK_S = 1.0
_LONGEST = 1300
TakeTurn = Callable[[Execution, StepRun], None]
Closed = Callable[[Execution], None]


class Course:
    def __init__(
        self,
        execution: Execution,
        *,
        state: State,
        desk: Desk,
        turns: Executor,
        take: TakeTurn,
        closed: Closed,
    ) -> None:
        self._execution = execution
        self._state = state
        self._desk = desk
        self._turns = turns
        self._take = take
        self._closed = closed
        self._is_abandoned = False
        name = f"pipeline-{execution.id}"
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def begin(self) -> None:
        self._thread.start()

    def abandon(self) -> None:
        """The account goes down: nothing more is started, and nobody is told."""
        with self._state.changed:
            self._is_abandoned = True
            self._execution.stop_asked.set()
            self._state.changed.notify_all()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        progress = Progress(self._execution)
        with self._state.changed:
            while not self._is_abandoned:
                self._start_some(progress)
                if progress.active == 0:
                    self._close(progress)
                    break
                self._state.changed.wait(timeout=_LOOK_S)
        self._closed(self._execution)

    def _start_some(self, progress: Progress) -> None:
        if progress.has_failed or self._execution.stop_asked.is_set():
            return
        for step in list(progress.ready()):
            if progress.active >= self._execution.most_parallel:
                return
            run = StepRun(step)
            self._desk.started(self._execution, run)
            turn = self._turns.submit(self._take, self._execution, run)
            turn.add_done_callback(partial(self._settle, run))

    def _settle(self, run: StepRun, turn: Future[None]) -> None:
        """A turn that broke is a failure of the step, not a step that never ends."""
        error = turn.exception()
        if error is not None and run.is_active:
            self._desk.failed(self._execution, run, f"InternalServerError: {error!r}")

    def _close(self, progress: Progress) -> None:
        if progress.has_failed:
            self._desk.became(self._execution, "Failed", _why(self._execution)[:_LONGEST])
        elif self._execution.stop_asked.is_set():
            self._desk.became(self._execution, "Stopped")
        else:
            self._desk.became(self._execution, "Succeeded")


def _why(execution: Execution) -> str:
    reasons = [
        f"{name}: {run.failure_reason}"
        for name, run in execution.runs.items()
        if run.status == "Failed"
    ]
    return f"Step failure: One or multiple steps failed: {'; '.join(reasons)}"
