"""Moves jobs towards running: dependencies, the order of the queues, and room to run in."""

import threading
import time

from local.api.context import AccountContext
from local.batch.capacity import InstanceFacts
from local.batch.dependencies import DEPENDENCY_FAILED, awaited
from local.batch.job import Attempt, Job
from local.batch.lifecycle import Lifecycle
from local.batch.lines import line_of
from local.batch.logs import stream_name
from local.batch.names import new_task_id
from local.batch.pace import Pace
from local.batch.placement import Market, Place, Wait
from local.batch.records import Host, JobQueue
from local.batch.runner import Runner
from local.batch.state import State


class Scheduler:
    def __init__(
        self,
        state: State,
        lifecycle: Lifecycle,
        runner: Runner,
        *,
        context: AccountContext,
        instance_facts: InstanceFacts,
        pace: Pace,
    ) -> None:
        self._state = state
        self._lifecycle = lifecycle
        self._runner = runner
        self._context = context
        self._instance_facts = instance_facts
        self._pace = pace
        self._is_stopping = False
        self._thread = threading.Thread(target=self._loop, name="batch-scheduler", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        with self._state.changed:
            self._is_stopping = True
            self._state.changed.notify_all()
        self._thread.join(timeout=10)

    def _loop(self) -> None:
        with self._state.changed:
            while not self._is_stopping:
                self._tick()
                self._state.changed.wait(timeout=self._pace.tick_s)

    def _tick(self) -> None:
        for job in list(self._state.open_jobs.values()):
            if not job.is_array and not job.is_node:
                self._promote(job)
        queues = self._state.queues.values()
        for queue in sorted(queues, key=lambda one: -one.detail["priority"]):
            self._drain(queue)

    def _promote(self, job: Job) -> None:
        if job.status == "SUBMITTED":
            self._lifecycle.pending(job)
        if job.status != "PENDING":
            return
        needed = [one.status for one in awaited(job, self._state.jobs)]
        if "FAILED" in needed:
            self._lifecycle.failed(job, DEPENDENCY_FAILED)
        elif all(status == "SUCCEEDED" for status in needed):
            self._lifecycle.runnable(job)

    def _drain(self, queue: JobQueue) -> None:
        """A job that cannot be placed keeps those behind it waiting."""
        line = line_of(queue, self._state, second_s=self._pace.second_s)
        for job in line:
            place = self._place(job, queue) if line.has_room_for(job) else Wait()
            if isinstance(place, Wait):
                self._wait(job, queue, place)
                if job.status == "RUNNABLE":
                    return
            else:
                self._start(job, place)

    def _place(self, job: Job, queue: JobQueue) -> Place:
        hosts = [
            (host, [one.needs for one in self._state.jobs_on(host)])
            for host in self._state.hosts.values()
        ]
        market = Market(self._instance_facts, hosts, self._state.is_spot_available)
        environments = [self._state.environment(arn) for arn in queue.environment_arns]
        if job.is_multi_node:
            return market.place_nodes([node.needs for node in job.children], environments)
        return market.place(job.needs, environments)

    def _wait(self, job: Job, queue: JobQueue, wait: Wait) -> None:
        if wait.reason is None:
            job.status_reason, job.blocked_since = None, None
            return
        self._lifecycle.blocked(job, wait.reason)
        for limit in queue.detail.get("jobStateTimeLimitActions", []):
            patience_s = limit["maxTimeSeconds"] * self._pace.second_s
            waited = time.monotonic() - (job.blocked_since or 0)
            if wait.reason.startswith(limit["reason"]) and waited >= patience_s:
                reason = f"Canceled by JobStateTimeLimit action due to reason: {limit['reason']}"
                self._lifecycle.failed(job, reason)
                return

    def _start(self, job: Job, hosts: list[Host]) -> None:
        parts = job.children if job.is_multi_node else [job]
        for part, host in zip(parts, hosts, strict=True):
            self._start_on(part, host)

    def _start_on(self, job: Job, host: Host) -> None:
        self._state.hosts[host.id] = host
        profile = host.environment.resources.get("instanceRole")
        host.instance_role = self._context.role_of_instance_profile(profile) if profile else None
        attempt = self._attempt(job, host)
        self._lifecycle.starting(job, attempt)
        self._runner.start(job, attempt)

    def _attempt(self, job: Job, host: Host) -> Attempt:
        cluster = host.environment.detail["ecsClusterArn"].rpartition("/")[2]
        instance = f"container-instance/{cluster}/{host.id.removeprefix('i-').zfill(32)}"
        definition = job.order["jobDefinition"].rpartition("/")[2].partition(":")[0]
        task_id = new_task_id()
        return Attempt(
            number=len(job.attempts) + 1,
            host=host,
            task_arn=self._context.arn("ecs", f"task/{cluster}/{task_id}"),
            container_instance_arn=None
            if host.environment.is_fargate
            else self._context.arn("ecs", instance),
            log_stream=stream_name(job.container, definition, task_id),
        )
