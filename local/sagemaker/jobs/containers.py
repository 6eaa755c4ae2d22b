"""Runs a container: a process group with /opt/ml of its own, watched until it ends."""

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from local.batch.container import Watch
from local.batch.crew import Crew, Errand
from local.batch.launching import Arrangement, Launcher
from local.batch.leash import Leash
from local.batch.logs import LogStream
from local.batch.outcome import Outcome, StartError
from local.batch.sandbox import Sandbox
from local.sagemaker.jobs.failures import client_error
from local.sagemaker.jobs.ml_folder import ROOT, MlFolder
from local.sagemaker.jobs.pace import JobPace

_UNLIMITED = float("inf")
_MARK = "MILLRACE_SAGEMAKER_JOB"


def mark_of(folder: Path) -> str:
    """By which all processes of a container are found: a job of another account on this machine may
    have the same name, and so the same ARN, but not the same place.
    """
    return f"{_MARK}={folder}"


@dataclass(frozen=True)
class Mount:
    source: Path
    """Where it lies on this machine."""
    is_read_only: bool = False


@dataclass(frozen=True, kw_only=True)
class Container:
    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    """Where the command runs."""
    place: Sandbox
    ml: MlFolder
    mounts: Mapping[str, Mount] = field(default_factory=dict)
    """Further folders of the container."""


class Containers:
    def __init__(self, python: Path, launcher: Launcher, pace: JobPace) -> None:
        self._launcher = launcher
        self._crew = Crew(python, flush_s=pace.flush_s)
        self._pace = pace

    @property
    def has_mounts(self) -> bool:
        return self._launcher.has_mounts

    def run(self, container: Container, leash: Leash, log: LogStream) -> Outcome:
        """Raises JobFailedError if the command cannot be started."""

        def watching(process: subprocess.Popen[bytes]) -> Watch:
            return Watch(process, leash, memory_mib=_UNLIMITED, timeout_s=None, pace=self._pace)

        try:
            return self._crew.run(self._errand(container), log, watching)
        except StartError as error:
            raise client_error(str(error)) from error

    def stop(self) -> None:
        self._crew.stop()

    def _errand(self, container: Container) -> Errand:
        arrangement = Arrangement({}, _binds(container), [], is_read_only=False)
        path = container.environment["PATH"]
        return Errand(
            command=self._launcher.command(
                container.command, arrangement, root=container.place.root, path=path
            ),
            environment={**container.environment, _MARK: str(container.place.folder)},
            folder=container.folder,
            mark=mark_of(container.place.folder),
        )


def _binds(container: Container) -> list[dict[str, object]]:
    if not container.ml.is_mounted:
        return []
    return [
        {
            "source": str(mount.source),
            "target": target,
            "is_read_only": mount.is_read_only,
            "is_shared": False,
        }
        for target, mount in {ROOT: Mount(container.ml.host), **container.mounts}.items()
    ]
