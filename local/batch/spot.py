"""The spot market as the operator wants it: instances are taken back, or there are none."""

import threading

from local.api.context import AccountContext
from local.batch.job import Job
from local.batch.leash import Leash, StopOrder
from local.batch.publisher import Event, Publisher
from local.batch.records import Host
from local.batch.refusals import RefusedError
from local.batch.state import State


class Spot:
    def __init__(self, state: State, publisher: Publisher, context: AccountContext) -> None:
        self._state = state
        self._publisher = publisher
        self._context = context
        self._is_stopping = threading.Event()

    def stop(self) -> None:
        self._is_stopping.set()

    def offer(self, *, is_available: bool) -> None:
        with self._state.changed:
            self._state.is_spot_available = is_available
            self._state.changed.notify_all()

    def hosts(self) -> list[tuple[Host, list[Job]]]:
        with self._state.changed:
            return [(host, self._state.jobs_on(host)) for host in self._state.hosts.values()]

    def host_of_job(self, job_id: str) -> Host:
        with self._state.changed:
            job = self._state.job(job_id)
            if job.attempt is None:
                raise RefusedError(f"the job {job_id} is on no instance, it is {job.status}")
            return job.attempt.host

    def host(self, instance_id: str) -> Host:
        with self._state.changed:
            if instance_id not in self._state.hosts:
                known = ", ".join(self._state.hosts) or "none"
                raise RefusedError(f"no instance {instance_id!r} runs jobs; known: {known}")
            return self._state.hosts[instance_id]

    def reclaim(self, host: Host, *, notice_s: float, grace_s: float) -> list[Job]:
        """Answers with the jobs that will be ended, before any of it happens."""
        if not host.environment.is_spot:
            kind = host.environment.resources["type"]
            raise RefusedError(f"only spot instances are reclaimed, {host.id} is of type {kind}")
        jobs, leashes = self._close(host)
        if not host.environment.is_fargate:
            self._warn(host)
        self._later(leashes, notice_s, _order(host, grace_s))
        return jobs

    def lose(self, host: Host) -> list[Job]:
        """It breaks down, of whatever kind it is: nobody is warned, and nothing is saved."""
        jobs, leashes = self._close(host)
        self._later(leashes, 0, _order(host, grace_s=0))
        return jobs

    def _close(self, host: Host) -> tuple[list[Job], list[Leash]]:
        with self._state.changed:
            if host.is_reclaimed:
                raise RefusedError(f"{host.id} is being reclaimed already")
            host.is_reclaimed = True
            jobs = self._state.jobs_on(host)
            return jobs, [job.attempts[-1].leash for job in jobs]

    def _warn(self, host: Host) -> None:
        detail = {"instance-id": host.id, "instance-action": "terminate"}
        kind = "EC2 Spot Instance Interruption Warning"
        arn = self._context.arn("ec2", f"instance/{host.id}")
        self._publisher.publish(Event("aws.ec2", kind, detail, [arn]))

    def _later(self, leashes: list[Leash], notice_s: float, order: StopOrder) -> None:
        threading.Thread(
            target=self._end, args=(leashes, notice_s, order), name="batch-reclaim", daemon=True
        ).start()

    def _end(self, leashes: list[Leash], notice_s: float, order: StopOrder) -> None:
        if not self._is_stopping.wait(timeout=notice_s):
            for leash in leashes:
                leash.pull(order)


def _order(host: Host, grace_s: float) -> StopOrder:
    reason = (
        "Your Spot Task was interrupted."
        if host.environment.is_fargate
        else f"Host EC2 (instance {host.id}) terminated."
    )
    return StopOrder(status_reason=reason, grace_s=grace_s, loses_host=True)
