"""One step's turn in an execution: its cached result, or its work, tried as its policies say."""

from collections.abc import Callable

from botocore.exceptions import BotoCoreError, ClientError

from local.api.context import RoleRefusedError
from local.sagemaker.engine.cache import cache_key
from local.sagemaker.engine.desk import Desk
from local.sagemaker.engine.failures import StepFailedError, StepStoppedError, of_call
from local.sagemaker.engine.paths import NoSuchPropertyError
from local.sagemaker.engine.retries import Retries
from local.sagemaker.engine.task import ANY_EXECUTION, Result, Task, Work
from local.sagemaker.records import Execution, StepRun

MakeTask = Callable[[Execution, StepRun], Task]


class Turn:
    def __init__(
        self, execution: Execution, run: StepRun, *, work: Work, make_task: MakeTask, desk: Desk
    ) -> None:
        self._execution = execution
        self._run = run
        self._work = work
        self._make_task = make_task
        self._desk = desk

    def take(self) -> None:
        try:
            task = self._make_task(self._execution, self._run)
            if not self._taken_from_cache(task):
                self._desk.ended(self._execution, self._run, self._worked(task).properties)
        except StepStoppedError:
            self._desk.stopped(self._execution, self._run)
        except StepFailedError as error:
            self._desk.failed(self._execution, self._run, str(error))
        except RoleRefusedError as error:
            self._desk.failed(self._execution, self._run, f"ClientError: {error}")
        except NoSuchPropertyError as error:
            self._desk.failed(self._execution, self._run, f"ClientError: {error}")

    def _taken_from_cache(self, task: Task) -> bool:
        self._run.cache_key = cache_key(self._run.step, task.values(ANY_EXECUTION))
        return self._run.cache_key is not None and self._desk.took_cached(
            self._execution, self._run
        )

    def _worked(self, task: Task) -> Result:
        retries = Retries(self._run.step.retry_policies)
        while True:
            self._desk.attempted(self._run)
            try:
                return self._once(task)
            except StepFailedError as error:
                wait_s = retries.wait_s(error.kind)
                if wait_s is None:
                    raise
                task.wait(min(wait_s * task.pace.second_s, task.pace.longest_wait_s))

    def _once(self, task: Task) -> Result:
        try:
            return self._work(task)
        except (ClientError, BotoCoreError) as error:
            raise of_call(error) from error
