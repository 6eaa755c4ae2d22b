"""A job's command as a process group of its own, watched until it ends or must be ended."""

import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from local.batch.leash import Leash, StopOrder
from local.batch.outcome import EXITED, NOT_STARTED, Outcome, StartError
from local.batch.pace import Pace
from local.batch.processes import resident_mib, signal_group

_TIMED_OUT = "Job attempt duration exceeded timeout"
_OUT_OF_MEMORY = "OutOfMemoryError: Container killed due to memory usage"


def start(
    command: Sequence[str], environment: Mapping[str, str], folder: Path
) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            list(command),
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except (OSError, ValueError, IndexError) as error:
        raise StartError(
            Outcome(
                status_reason=NOT_STARTED,
                reason=f"CannotStartContainerError: Error response from daemon: failed to create "
                f"task for container: exec: {command[0] if command else ''!r}: {error}",
            )
        ) from error


class Watch:
    """Obeys the leash, the clock and the memory limit; everything else is up to the command."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        leash: Leash,
        *,
        memory_mib: float,
        timeout_s: float | None,
        pace: Pace,
    ) -> None:
        self._process = process
        self._leash = leash
        self._memory_mib = memory_mib
        self._pace = pace
        self._timeout_at = time.monotonic() + timeout_s if timeout_s else float("inf")
        self._memory_at = 0.0
        self._kill_at: float | None = None
        self._is_out_of_memory = False

    def until_end(self) -> Outcome:
        while True:
            try:
                return self._outcome(self._process.wait(timeout=self._pace.poll_s))
            except subprocess.TimeoutExpired:
                self._look(time.monotonic())

    def _look(self, now: float) -> None:
        if now >= self._timeout_at:
            self._leash.pull(
                StopOrder(status_reason=_TIMED_OUT, grace_s=self._pace.grace_s, is_final=True)
            )
        if self._leash.order and self._kill_at is None:
            self._signal(signal.SIGTERM)
            self._kill_at = now + self._leash.order.grace_s
        if self._kill_at is not None and now >= self._kill_at:
            self._signal(signal.SIGKILL)
        if now >= self._memory_at:
            self._memory_at = now + self._pace.memory_s
            self._look_at_memory()

    def _look_at_memory(self) -> None:
        if resident_mib(self._process.pid) > self._memory_mib:
            self._is_out_of_memory = True
            self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        signal_group(self._process.pid, number)

    def _outcome(self, code: int) -> Outcome:
        exit_code = code if code >= 0 else 128 - code
        order = self._leash.order
        if order and self._kill_at is not None:
            return Outcome(
                status_reason=order.status_reason,
                exit_code=None if order.loses_host else exit_code,
                is_final=order.is_final,
            )
        reason = _OUT_OF_MEMORY if self._is_out_of_memory else None
        return Outcome(status_reason=EXITED, exit_code=exit_code, reason=reason)
