"""Runs the attempts of jobs, each on a thread of its own."""

import shutil
import subprocess
import threading
from collections.abc import Mapping, Sequence
from functools import partial

from local.api.context import AccountContext, RoleRefusedError
from local.batch.access_points import AccessPoints
from local.batch.container import Watch
from local.batch.crew import Crew, Errand
from local.batch.job import Attempt, Job
from local.batch.launching import TEMPORARY, Arrangement, Launcher
from local.batch.lifecycle import Lifecycle
from local.batch.logs import LogRefusedError, LogSink, LogStream, target_of
from local.batch.outcome import NOT_STARTED, Outcome, StartError
from local.batch.pace import Pace
from local.batch.sandbox import Sandbox, environment_of, mark_of, sandbox
from local.batch.secret_values import SecretStore, values_of
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
        access_points: AccessPoints,
        pace: Pace,
    ) -> None:
        self._context = context
        self._lifecycle = lifecycle
        self._logs = logs
        self._secrets = secrets
        self._access_points = access_points
        self._launcher = Launcher(context.python)
        self._pace = pace
        self._folder = context.scratch / "batch"
        self.file_systems = context.scratch / "file-systems"
        self._crew = Crew(context.python, flush_s=pace.flush_s)
        self._threads: set[threading.Thread] = set()
        # An account that died left its jobs' folders behind, and its file systems died with it.
        for folder in (self._folder, self.file_systems):
            shutil.rmtree(folder, ignore_errors=True)

    def start(self, job: Job, attempt: Attempt) -> None:
        name = f"batch-{job.id}"
        thread = threading.Thread(target=self._live, args=(job, attempt), name=name, daemon=True)
        self._threads.add(thread)
        thread.start()

    def stop(self) -> None:
        """Returns when no process of any job is left."""
        self._crew.stop()
        for thread in list(self._threads):
            thread.join(timeout=10)

    def _live(self, job: Job, attempt: Attempt) -> None:
        outcome = _BROKEN
        try:
            outcome = self._run(job, attempt)
        except StartError as error:
            outcome = error.outcome
        finally:
            self._threads.discard(threading.current_thread())
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
            errand = Errand(
                command=self._arranged(job, place, environment),
                environment=environment,
                folder=place.home,
                mark=mark_of(job),
            )
            return self._crew.run(errand, stream, partial(self._watched, job, attempt))

    def _arranged(self, job: Job, place: Sandbox, environment: dict[str, str]) -> Sequence[str]:
        volumes = Volumes(self.file_systems, place.volumes, self._access_points)
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

    def _watched(self, job: Job, attempt: Attempt, process: subprocess.Popen[bytes]) -> Watch:
        self._lifecycle.running(job)
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
