"""The real CDK command line: its output kept in a log, its failures told with the end of it."""

import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from local.account.environment import REPOSITORY
from local.up.failures import UpError

_TAIL_LINES = 25
_FAREWELL_SECONDS = 10
Running = Callable[[], bool]


class Cdk:
    """``cdk``, run with an environment of its own and a log for each word."""

    def __init__(self, *, logs: Path, environment: Mapping[str, str]) -> None:
        self._logs = logs
        self._environment = dict(environment)
        logs.mkdir(parents=True, exist_ok=True)

    def run(self, *words: str, log: str, bare: bool = False) -> None:
        """``bare`` runs it in an empty folder, where it finds no app to synthesise."""
        with tempfile.TemporaryDirectory() as empty:
            folder = Path(empty) if bare else REPOSITORY
            with self._started(words, log, folder) as process:
                process.wait()

    def said(self, log: str) -> str:
        return self._log(log).read_text(errors="replace")

    @contextmanager
    def running(self, *words: str, log: str) -> Iterator[Running]:
        """Gives a function that tells whether it still runs; leaving waits for its end."""
        with self._started(words, log, REPOSITORY) as process:
            yield lambda: process.poll() is None
            process.wait()

    @contextmanager
    def _started(
        self, words: tuple[str, ...], log: str, folder: Path
    ) -> Iterator[subprocess.Popen[bytes]]:
        with self._log(log).open("wb") as output:
            process = subprocess.Popen(
                [REPOSITORY / "node_modules" / ".bin" / "cdk", *words],
                cwd=folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            yield process
        finally:
            _end(process)
        if process.returncode != 0:
            raise UpError(self._complaint(log, process.returncode))

    def _complaint(self, log: str, code: int) -> str:
        ended = self.said(log).rstrip().splitlines()[-_TAIL_LINES:]
        tail = "\n".join(f"  {line}" for line in ended)
        where = self._log(log)
        return f"cdk {log} ended with exit code {code}; its output is in {where}, and ends:\n{tail}"

    def _log(self, name: str) -> Path:
        return self._logs / f"{name}.log"


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_FAREWELL_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
