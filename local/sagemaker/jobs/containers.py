"""Runs a container: a process group with /opt/ml of its own, watched until it ends."""

import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

import psutil

from local.batch.container import Watch, start
from local.batch.launching import Arrangement, Launcher
from local.batch.leash import Leash
from local.batch.logs import LogStream
from local.batch.outcome import Outcome, StartError
from local.batch.processes import signal_group
from local.batch.pump import Pump
from local.batch.sandbox import Sandbox
from local.batch.undertaker import Undertaker
from local.sagemaker.jobs.failures import client_error
from local.sagemaker.jobs.ml_folder import ROOT, MlFolder
from local.sagemaker.jobs.pace import JobPace
from local.sagemaker.jobs.surroundings import MARK

_UNLIMITED = float("inf")


@dataclass(frozen=True, kw_only=True)
class Container:
    arn: str
    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    """Where the command runs."""
    place: Sandbox
    ml: MlFolder
    mounts: Mapping[str, Path] = field(default_factory=dict)
    """Further folders of the container, and where they lie on this machine."""


class Containers:
    def __init__(self, python: Path, launcher: Launcher, pace: JobPace) -> None:
        self._launcher = launcher
        self._undertaker = Undertaker(python)
        self._pace = pace
        self._lock = threading.Lock()
        self._groups: set[int] = set()
        self._is_stopping = False

    @property
    def has_mounts(self) -> bool:
        return self._launcher.has_mounts

    def run(self, container: Container, leash: Leash, log: LogStream) -> Outcome:
        """Raises JobFailedError if the command cannot be started."""
        process = self._started(container)
        pump = Pump(cast("IO[bytes]", process.stdout), log, flush_s=self._pace.flush_s)
        try:
            pump.start()
            watch = Watch(process, leash, memory_mib=_UNLIMITED, timeout_s=None, pace=self._pace)
            return watch.until_end()
        finally:
            _kill_all(process.pid, container.arn)
            process.wait()
            self._forget(process.pid)
            pump.finish()

    def stop(self) -> None:
        with self._lock:
            self._is_stopping = True
            for group in self._groups:
                signal_group(group, signal.SIGKILL)
        self._undertaker.stop()

    def _started(self, container: Container) -> subprocess.Popen[bytes]:
        arrangement = Arrangement({}, self._binds(container), [], is_read_only=False)
        environment = {**container.environment, MARK: container.arn}
        command = self._launcher.command(
            container.command, arrangement, root=container.place.root, path=environment["PATH"]
        )
        with self._lock:
            if self._is_stopping:
                raise client_error("the local account is going down")
            try:
                process = start(command, environment, container.folder)
            except StartError as error:
                raise client_error(str(error)) from error
            self._groups.add(process.pid)
        self._undertaker.watch(process.pid)
        return process

    def _binds(self, container: Container) -> list[dict[str, object]]:
        folders = {ROOT: container.ml.host, **container.mounts} if container.ml.is_mounted else {}
        return [
            {"source": str(source), "target": target, "is_read_only": False, "is_shared": False}
            for target, source in folders.items()
        ]

    def _forget(self, group: int) -> None:
        with self._lock:
            self._groups.discard(group)
            is_stopping = self._is_stopping
        if not is_stopping:
            self._undertaker.forget(group)


def _kill_all(group: int, arn: str) -> None:
    """The group, and whoever left it but still carries the job's ARN."""
    signal_group(group, signal.SIGKILL)
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.environ().get(MARK) == arn:
                process.kill()
