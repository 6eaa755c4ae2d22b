"""Every job of this account, under one lock."""

import threading
from collections.abc import Iterator

from local.sagemaker.jobs.job import Job
from local.sagemaker.jobs.kinds import Kind
from local.sagemaker.refusals import RefusedError


class State:
    def __init__(self) -> None:
        self.changed = threading.Condition(threading.RLock())
        """Held while reading or writing, notified whenever a job changes."""
        self.is_spot_available = True
        self.is_going_down = False
        """With the account: nothing new begins, and nobody waits."""
        self._jobs: dict[Kind, dict[str, Job]] = {}

    def keep(self, job: Job) -> None:
        self._jobs.setdefault(job.kind, {})[job.name] = job

    def jobs(self, kind: Kind) -> list[Job]:
        return list(self._jobs.get(kind, {}).values())

    def find(self, kind: Kind, name: str) -> Job:
        job = self.get(kind, name)
        if job is None:
            raise RefusedError(f"Could not find requested {kind.plain} with name: {name}")
        return job

    def get(self, kind: Kind, name: str) -> Job | None:
        return self._jobs.get(kind, {}).get(name)

    def running(self) -> Iterator[Job]:
        for jobs in self._jobs.values():
            yield from (job for job in jobs.values() if not job.has_ended)
