"""A training job from its first machine to its model, over as many spot machines as it takes."""

import time
from contextlib import AbstractContextManager
from itertools import count

from local.batch.leash import Leash, StopOrder
from local.batch.sandbox import sandbox
from local.sagemaker.jobs import endings
from local.sagemaker.jobs.attempt import Attempt
from local.sagemaker.jobs.job import Job
from local.sagemaker.jobs.plans import plan_of
from local.sagemaker.jobs.settlement import billed, settle
from local.sagemaker.jobs.workplace import Workplace


class TrainingRun:
    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._pace = workplace.pace

    def __call__(self, job: Job) -> None:
        desk = self._workplace.desks.open(job)
        plan = plan_of(job, account_id=self._workplace.context.account_id)
        desk.check_network(job.request.get("VpcConfig"))
        began, used_s = time.monotonic(), 0.0
        for number in count(1):
            with sandbox(self._workplace.folder / f"{job.name}-{number}") as place:
                attempt = Attempt(self._workplace, desk, plan, place)
                with self._max_wait(job, began):
                    outcome = attempt.run(left_s=self._left_s(job, used_s))
                used_s += attempt.ran_s
                billed(job, used_s / self._pace.second_s, self._pace)
                if outcome.status_reason != endings.RECLAIMED:
                    settle(attempt, outcome, self._workplace.story)
                    return
            self._again(job)

    def _left_s(self, job: Job, used_s: float) -> float:
        """Of MaxRuntimeInSeconds, which counts the time on all machines."""
        return _limit(job, "MaxRuntimeInSeconds") * self._pace.second_s - used_s

    def _max_wait(self, job: Job, began: float) -> AbstractContextManager[None]:
        gone = time.monotonic() - began
        limit = _limit(job, "MaxWaitTimeInSeconds")
        left = {endings.TOO_LATE: limit * self._pace.second_s - gone} if limit else {}
        return endings.deadlines(job, left, grace_s=self._pace.grace_s)

    def _again(self, job: Job) -> None:
        story = self._workplace.story
        with self._workplace.state.changed:
            story.enters(job, endings.RECLAIMED, "Interrupted: the Spot instance was reclaimed")
            job.leash = Leash()
            if job.is_stop_asked:
                job.leash.pull(StopOrder(status_reason=endings.ASKED, grace_s=0, is_final=True))
            story.enters(job, "Starting", "Preparing the instances for training")


def _limit(job: Job, member: str) -> float:
    return float(job.request["StoppingCondition"].get(member, 0))
