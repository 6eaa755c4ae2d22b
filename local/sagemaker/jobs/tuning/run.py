"""A tuning job from its first training job to its best."""

import secrets
import time
from collections.abc import Callable, Sequence

from local.sagemaker.jobs import endings
from local.sagemaker.jobs.failures import JobFailedError
from local.sagemaker.jobs.job import Job
from local.sagemaker.jobs.pace import JobPace
from local.sagemaker.jobs.state import State
from local.sagemaker.jobs.story import Story
from local.sagemaker.jobs.training import Training
from local.sagemaker.jobs.tuning import results
from local.sagemaker.jobs.tuning.bayesian import BayesianSearch
from local.sagemaker.jobs.tuning.children import request_of
from local.sagemaker.jobs.tuning.dimensions import dimensions
from local.sagemaker.jobs.tuning.early import rule_of
from local.sagemaker.jobs.tuning.enough import Enough
from local.sagemaker.jobs.tuning.failing import failure
from local.sagemaker.jobs.tuning.strategies import GridSearch, Known, RandomSearch, Strategy
from local.sagemaker.jobs.tuning.trial import Objective, Trial, TuningJob

_LOOK_S = 0.5


class TuningRun:
    def __init__(self, training: Training, state: State, story: Story, pace: JobPace) -> None:
        self._training = training
        self._state = state
        self._story = story
        self._pace = pace

    def __call__(self, job: Job) -> None:
        if isinstance(job, TuningJob):
            _Tuning(self._training, self._state, self._story, self._pace, job).run()


class _Tuning:
    """The search is the same every time: job k knows what came of jobs 0 to k - parallel."""

    def __init__(
        self, training: Training, state: State, story: Story, pace: JobPace, job: TuningJob
    ) -> None:
        self._training = training
        self._state = state
        self._story = story
        self._job = job
        config = job.request["HyperParameterTuningJobConfig"]
        limits = config["ResourceLimits"]
        self._objective = Objective.of(config)
        self._parallel: int = limits["MaxParallelTrainingJobs"]
        self._most: int = limits.get("MaxNumberOfTrainingJobs", 0)
        self._inherited = job.inherited
        self._strategy = strategy_of(job)
        self._rule = rule_of(config)
        self._enough = Enough.of(config)
        seconds = limits.get("MaxRuntimeInSeconds")
        self._ends_at = time.monotonic() + seconds * pace.second_s if seconds else float("inf")

    def run(self) -> None:
        index = 0
        while not self._most or index < self._most:
            self._wait_for(self._job.trials[: max(0, index - self._parallel + 1)])
            if self._is_over() or not self._started(index):
                break
            index += 1
        if self._is_over():
            self._stop(self._job.trials)
        self._wait_for(self._job.trials)
        self._settle()

    def _started(self, index: int) -> bool:
        # Not under the lock: it may take a while, and the API must answer.
        values = self._strategy.propose(index, self._known(index))
        if values is None:
            return False
        with self._state.changed:
            request = request_of(self._job, index, values)
            child = self._training.start(request, TuningJobArn=self._job.arn)
            self._job.trials.append(Trial(index, values, child, self._objective))
            self._tell()
        return True

    def _known(self, index: int) -> list[Known]:
        old = [Known(one.values, one.score) for one in self._inherited if one.score is not None]
        ended = {id(one) for one in self._before(index)}
        new = [
            Known(one.values, one.score if id(one) in ended else None)
            for one in self._job.trials
            if id(one) not in ended or one.score is not None
        ]
        return [*old, *new]

    def _before(self, index: int) -> Sequence[Trial]:
        return self._job.trials[: max(0, index - self._parallel + 1)]

    def _wait_for(self, trials: Sequence[Trial]) -> None:
        self._wait(lambda: all(one.job.has_ended for one in trials))

    def _wait(self, is_so: Callable[[], bool]) -> None:
        with self._state.changed:
            while not is_so() and not self._state.is_going_down:
                self._look()
                self._state.changed.wait(timeout=_LOOK_S)
            self._tell()

    def _look(self) -> None:
        self._tell()
        if self._is_over():
            self._stop(self._job.trials)
        self._stop(
            [
                one
                for one in self._job.trials
                if not one.job.has_ended and self._rule.gives_up(one, self._before(one.index))
            ]
        )

    def _stop(self, trials: Sequence[Trial]) -> None:
        for one in trials:
            self._story.is_to_stop(one.job, endings.ASKED)

    def _is_over(self) -> bool:
        return (
            self._job.is_stop_asked
            or self._state.is_going_down
            or time.monotonic() >= self._ends_at
            or self._enough.is_reached(self._job.trials)
            or failure(self._job.trials, is_last=False) is not None
        )

    def _tell(self) -> None:
        if results.tell(self._job, self._inherited):
            self._story.progresses(self._job)

    def _settle(self) -> None:
        reason = failure(self._job.trials, is_last=True)
        if self._job.is_stop_asked:
            self._story.ends(self._job, "Stopped")
        elif reason:
            raise JobFailedError(reason)
        elif time.monotonic() >= self._ends_at:
            self._story.ends(self._job, "Stopped", f"{endings.TOO_LONG}: ResourceLimits say so")
        else:
            self._story.ends(self._job, "Completed")


def strategy_of(job: TuningJob) -> Strategy:
    config = job.request["HyperParameterTuningJobConfig"]
    space = dimensions(config["ParameterRanges"])
    seed = config.get("RandomSeed", secrets.randbits(31))
    match config["Strategy"]:
        case "Grid":
            return GridSearch(space)
        case "Bayesian":
            return BayesianSearch(space, seed)
        case _:
            return RandomSearch(space, seed)
