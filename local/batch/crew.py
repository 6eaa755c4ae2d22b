"""The processes that jobs run in, none of which outlives its job or the account."""

import signal
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from local.batch.container import Watch, start
from local.batch.logs import LogStream
from local.batch.outcome import Outcome, StartError
from local.batch.processes import kill_all, signal_group
from local.batch.pump import Pump
from local.batch.undertaker import Undertaker

_GOING_DOWN = Outcome(status_reason="the local account is going down", is_final=True)
Watching = Callable[[subprocess.Popen[bytes]], Watch]
"""Called once the process runs."""


@dataclass(frozen=True, kw_only=True)
class Errand:
    command: Sequence[str]
    environment: Mapping[str, str]
    """Holds the mark."""
    folder: Path
    mark: str
    """The variable by which all processes of the job are found, with its value."""


class Crew:
    def __init__(self, python: Path, *, flush_s: float) -> None:
        self._flush_s = flush_s
        self._undertaker = Undertaker(python)
        self._lock = threading.Lock()
        self._groups: set[int] = set()
        self._is_stopping = False

    def run(self, errand: Errand, log: LogStream, watching: Watching) -> Outcome:
        """Raises StartError if the command cannot be started."""
        process = self._started(errand)
        pump = Pump(cast("IO[bytes]", process.stdout), log, flush_s=self._flush_s)
        try:
            pump.start()
            return watching(process).until_end()
        finally:
            kill_all(process.pid, errand.mark)
            process.wait()
            self._forget(process.pid)
            pump.finish()

    def stop(self) -> None:
        """Ends them all, and starts none any more; the threads that watch them see it."""
        with self._lock:
            self._is_stopping = True
            for group in self._groups:
                signal_group(group, signal.SIGKILL)
        self._undertaker.stop()

    def _started(self, errand: Errand) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._is_stopping:
                raise StartError(_GOING_DOWN)
            process = start(errand.command, errand.environment, errand.folder)
            self._groups.add(process.pid)
            self._undertaker.watch(process.pid, errand.mark)
        return process

    def _forget(self, group: int) -> None:
        with self._lock:
            self._groups.discard(group)
            self._undertaker.forget(group)
