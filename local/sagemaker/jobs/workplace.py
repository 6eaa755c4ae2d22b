"""What both kinds of runs need: places for containers, machines to wait for, and the account."""

import time
from dataclasses import dataclass
from pathlib import Path

from local.api.context import AccountContext
from local.batch.sandbox import Sandbox
from local.sagemaker.jobs.containers import Containers
from local.sagemaker.jobs.desk import Desks
from local.sagemaker.jobs.failures import client_error
from local.sagemaker.jobs.job import Job
from local.sagemaker.jobs.ml_folder import MlFolder
from local.sagemaker.jobs.pace import JobPace
from local.sagemaker.jobs.state import State
from local.sagemaker.jobs.story import Story

_LOOK_S = 0.1


@dataclass(frozen=True, kw_only=True)
class Workplace:
    context: AccountContext
    state: State
    story: Story
    desks: Desks
    containers: Containers
    pace: JobPace
    file_systems: Path
    """One folder for each; whoever gives AWS Batch's shares them with its jobs."""

    @property
    def folder(self) -> Path:
        return self.context.scratch / "sagemaker"

    def ml(self, place: Sandbox) -> MlFolder:
        return MlFolder(place.folder / "ml", is_mounted=self.containers.has_mounts)

    def find_machine(self, job: Job) -> None:
        """Returns once the image is there, or when the job is told to stop."""
        ready_at = time.monotonic() + self.pace.image_s
        with self.state.changed:
            while job.leash.order is None and not self._has_machine(job, ready_at):
                if self.state.is_going_down:
                    raise client_error("the local account is going down")
                self.state.changed.wait(timeout=min(_LOOK_S, self.pace.image_s or _LOOK_S))

    def _has_machine(self, job: Job, ready_at: float) -> bool:
        has_capacity = self.state.is_spot_available or not job.is_spot
        return has_capacity and time.monotonic() >= ready_at
