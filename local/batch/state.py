"""Everything that Batch knows in this account, under one lock."""

import threading

from local.batch.job import ENDED, Job
from local.batch.names import Names
from local.batch.records import (
    ComputeEnvironment,
    Host,
    JobDefinition,
    JobQueue,
    SchedulingPolicy,
)
from local.batch.refusals import RefusedError


class State:
    def __init__(self, names: Names) -> None:
        self.names = names
        self.changed = threading.Condition(threading.RLock())
        """Held while reading or writing, notified when the scheduler has something to look at."""
        self.environments: dict[str, ComputeEnvironment] = {}
        self.queues: dict[str, JobQueue] = {}
        self.definitions: dict[str, list[JobDefinition]] = {}
        self.policies: dict[str, SchedulingPolicy] = {}
        """By their ARNs."""
        self.jobs: dict[str, Job] = {}
        self.open_jobs: dict[str, Job] = {}
        """Those that have not ended, in the order of their submission."""
        self.hosts: dict[str, Host] = {}
        self.is_spot_available = True

    def environment(self, reference: str) -> ComputeEnvironment:
        name = self.names.name("compute-environment", reference)
        if name not in self.environments:
            raise RefusedError(f"no compute environment is called {reference!r}")
        return self.environments[name]

    def queue(self, reference: str) -> JobQueue:
        name = self.names.name("job-queue", reference)
        if name not in self.queues:
            raise RefusedError(f"no job queue is called {reference!r}")
        return self.queues[name]

    def revisions(self, reference: str) -> list[JobDefinition]:
        """All revisions for a name, one for name:revision; oldest first, none for a stranger."""
        name, _, revision = self.names.name("job-definition", reference).partition(":")
        found = self.definitions.get(name, [])
        return [one for one in found if revision in ("", str(one.detail["revision"]))]

    def job(self, job_id: str) -> Job:
        if job_id not in self.jobs:
            raise RefusedError(f"no job has the id {job_id!r}")
        return self.jobs[job_id]

    def policy(self, arn: str) -> SchedulingPolicy:
        if arn not in self.policies:
            raise RefusedError(f"no scheduling policy has the ARN {arn!r}")
        return self.policies[arn]

    def keep(self, job: Job) -> None:
        """To be called for each new job, and for each that changed its state."""
        self.jobs[job.id] = job
        if job.status in ENDED:
            self.open_jobs.pop(job.id, None)
        else:
            self.open_jobs[job.id] = job

    def jobs_on(self, host: Host) -> list[Job]:
        """A multi-node job is where its nodes are."""
        return [
            job
            for job in self.open_jobs.values()
            if job.attempt and job.attempt.host is host and not job.is_multi_node
        ]
