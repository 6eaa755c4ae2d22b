"""Runs the attempts of jobs, each on a thread of its own."""

import shutil
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from typing import IO, cast

from local.api.context import AccountContext, RoleRefusedError
from local.batch.container import Watch, start
from local.batch.job import Attempt, Job
from local.batch.launching import TEMPORARY, Arrangement, Launcher
from local.batch.lifecycle import Lifecycle
from local.batch.logs import LogRefusedError, LogSink, LogStream, target_of
from local.batch.outcome import NOT_STARTED, Outcome, StartError
from local.batch.pace import Pace
from local.batch.processes import kill_all, signal_group
from local.batch.pump import Pump
from local.batch.sandbox import Sandbox, environment_of, sandbox
from local.batch.secret_values import SecretStore, values_of
from local.batch.undertaker import Undertaker
from local.batch.volumes import Volumes

_BROKEN = Outcome(
    status_reason="the local account failed to run the job, its log says why", is_final=True
)


class Runner:
    def __init__(
        self,
        context: AccountContext,
        lifecycle: Lifecycle,
        *,
        logs: LogSink,
        secrets: SecretStore,
        pace: Pace,
    ) -> None:
        self._context = context
        self._lifecycle = lifecycle
        self._logs = logs
        self._secrets = secrets
        self._launcher = Launcher(context.python)
        self._pace = pace
        self._folder = context.scratch / "batch"
        self._file_systems = context.scratch / "file-systems"
        self._undertaker = Undertaker(context.python)
        self._running: dict[threading.Thread, subprocess.Popen[bytes] | None] = {}
        self._is_stopping = threading.Event()
        # An account that died left its jobs' folders behind, and its file systems died with it.
        for folder in (self._folder, self._file_systems):
            shutil.rmtree(folder, ignore_errors=True)

    def start(self, job: Job, attempt: Attempt) -> None:
        name = f"batch-{job.id}"
        thread = threading.Thread(target=self._live, args=(job, attempt), name=name, daemon=True)
        self._running[thread] = None
        thread.start()

    def stop(self) -> None:
        """Returns when no process of any job is left."""
        self._is_stopping.set()
        for thread, process in list(self._running.items()):
            if process:
                signal_group(process.pid, signal.SIGKILL)
            thread.join(timeout=10)
        self._undertaker.stop()

    def _live(self, job: Job, attempt: Attempt) -> None:
        outcome = _BROKEN
        try:
            outcome = self._run(job, attempt)
        except StartError as error:
            outcome = error.outcome
        finally:
            self._running.pop(threading.current_thread())
            self._lifecycle.attempt_ended(job, outcome)

    def _run(self, job: Job, attempt: Attempt) -> Outcome:
        stream = self._open_log(job, attempt)
        role = job.container.get("jobRoleArn", attempt.host.instance_role)
        credentials = self._credentials(role, attempt)
        secrets = self._secret_values(job, attempt)
        with sandbox(self._folder / _folder_name(job, attempt)) as place:
            environment = environment_of(
                job,
                attempt,
                context=self._context,
                credentials=credentials,
                secrets=secrets,
                folder=place.home,
            )
            command = self._arranged(job, place, environment)
            return self._watch(job, attempt, start(command, environment, place.home), stream)

    def _arranged(self, job: Job, place: Sandbox, environment: dict[str, str]) -> Sequence[str]:
        volumes = Volumes(shared=self._file_systems, own=place.volumes)
        arrangement = Arrangement.of(job.container, volumes)
        if arrangement.has_own_temporary and self._launcher.has_mounts:
            environment["TMPDIR"] = TEMPORARY
        return self._launcher.command(
            job.container["command"], arrangement, root=place.root, path=environment["PATH"]
        )

    def _secret_values(self, job: Job, attempt: Attempt) -> Mapping[str, str]:
        if not job.container.get("secrets"):
            return {}
        credentials = self._credentials(job.container["executionRoleArn"], attempt)
        return values_of(job.container, self._secrets, credentials)

    def _watch(
        self, job: Job, attempt: Attempt, process: subprocess.Popen[bytes], stream: LogStream
    ) -> Outcome:
        pipe = cast("IO[bytes]", process.stdout)
        pump = Pump(pipe, stream, flush_s=self._pace.flush_s)
        self._undertaker.watch(process.pid)
        self._running[threading.current_thread()] = process
        try:
            pump.start()
            self._lifecycle.running(job)
            return self._watched(job, attempt, process).until_end()
        finally:
            kill_all(process.pid, job.id)
            process.wait()
            self._undertaker.forget(process.pid)
            pump.finish()

    def _watched(self, job: Job, attempt: Attempt, process: subprocess.Popen[bytes]) -> Watch:
        if self._is_stopping.is_set():
            signal_group(process.pid, signal.SIGKILL)
        seconds = job.order.get("timeout", {}).get("attemptDurationSeconds")
        return Watch(
            process,
            attempt.leash,
            memory_mib=job.needs.memory_mib,
            timeout_s=seconds * self._pace.second_s if seconds else None,
            pace=self._pace,
        )

    def _open_log(self, job: Job, attempt: Attempt) -> LogStream:
        role = job.container.get("executionRoleArn", attempt.host.instance_role)
        target = target_of(job.container, attempt.log_stream, self._context.region)
        try:
            return self._logs.open(target, self._credentials(role, attempt))
        except LogRefusedError as error:
            reason = f"ResourceInitializationError: failed to validate logger args: {error}"
            raise StartError(Outcome(status_reason=reason)) from error

    def _credentials(self, role: str | None, attempt: Attempt) -> Mapping[str, str]:
        if role is None:
            return {}
        try:
            return self._context.role_credentials(role, attempt.task_arn.rpartition("/")[2])
        except RoleRefusedError as error:
            reason = f"ECS was unable to assume the role '{role}' that was provided: {error}"
            raise StartError(Outcome(status_reason=NOT_STARTED, reason=reason)) from error


def _folder_name(job: Job, attempt: Attempt) -> str:
    """Without the marks of children, which have a meaning in PATH and in URLs."""
    return f"{job.id.replace(':', '-').replace('#', '-')}-{attempt.number}"
