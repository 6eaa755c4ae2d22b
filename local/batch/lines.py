"""In which order the waiting jobs of a queue are looked at."""

import time
from collections.abc import Iterator
from typing import Protocol

from local.batch.fair_share import FairLine, Policy, runs_of, usage, vcpus_left
from local.batch.job import Job
from local.batch.records import JobQueue
from local.batch.state import State


class Line(Protocol):
    def __iter__(self) -> Iterator[Job]: ...

    def has_room_for(self, job: Job) -> bool: ...


class FirstInFirstOut:
    def __init__(self, waiting: list[Job]) -> None:
        self._waiting = waiting

    def __iter__(self) -> Iterator[Job]:
        return iter(self._waiting)

    def has_room_for(self, _job: Job) -> bool:
        """Only the compute environments say where there is none."""
        return True


def line_of(queue: JobQueue, state: State, *, second_s: float) -> Line:
    mine = [
        job
        for job in state.open_jobs.values()
        if job.queue_arn == queue.arn and not job.is_node and not job.is_array
    ]
    waiting = [job for job in mine if job.status == "RUNNABLE"]
    if not queue.policy_arn:
        return FirstInFirstOut(waiting)
    policy = Policy.of(state.policy(queue.policy_arn).detail, second_s=second_s)
    ran = [job for job in state.jobs.values() if job.queue_arn == queue.arn and not job.is_node]
    used = usage(runs_of(ran), policy.window_s, time.time()) if waiting else {}
    environments = [state.environment(arn) for arn in queue.environment_arns]
    most = sum(one.resources["maxvCpus"] for one in environments if one.is_usable)
    return FairLine(policy, waiting, used, lambda: vcpus_left(policy, mine, most))
