"""Runs executions: begins their courses, stops them, and ends with the account."""

from concurrent.futures import ThreadPoolExecutor

from local.sagemaker.engine.clients import AccountClients
from local.sagemaker.engine.course import Course
from local.sagemaker.engine.desk import Desk
from local.sagemaker.engine.tasks import Tasks
from local.sagemaker.engine.turn import Turn
from local.sagemaker.engine.works.table import WORKS
from local.sagemaker.pace import Pace
from local.sagemaker.records import Execution, StepRun
from local.sagemaker.state import State

_MOST_TURNS = 200
"""Steps that run at a time, of all executions; each takes a thread that mostly waits."""


class Engine:
    def __init__(self, state: State, desk: Desk, *, account: AccountClients, pace: Pace) -> None:
        self._state = state
        self._desk = desk
        self._tasks = Tasks(state, desk, account=account, pace=pace)
        self._turns = ThreadPoolExecutor(_MOST_TURNS, thread_name_prefix="pipeline-step")
        self._courses: dict[str, Course] = {}

    def begin(self, execution: Execution, *, before: str | None = None) -> None:
        """A new execution, or one that is tried again after it failed."""
        self._desk.opened(execution, before)
        course = Course(
            execution,
            state=self._state,
            desk=self._desk,
            turns=self._turns,
            take=self._take,
            closed=self._closed,
        )
        self._courses[execution.arn] = course
        course.begin()

    def stop(self, execution: Execution) -> None:
        self._desk.became(execution, "Stopping")
        self._desk.stopping(execution)
        execution.stop_asked.set()
        self._state.changed.notify_all()

    def shut_down(self) -> None:
        """Called on a thread that is not the event loop."""
        with self._state.changed:
            self._state.is_going_down = True
        for course in list(self._courses.values()):
            course.abandon()
        self._turns.shutdown(wait=False, cancel_futures=True)

    def _closed(self, execution: Execution) -> None:
        self._courses.pop(execution.arn, None)
        self._tasks.forget(execution)

    def _take(self, execution: Execution, run: StepRun) -> None:
        work = WORKS[run.step.type]
        Turn(execution, run, work=work, make_task=self._tasks.make, desk=self._desk).take()
