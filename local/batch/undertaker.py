"""Outlives the account by a moment, to kill the jobs of an account that died without a word."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path


class Undertaker:
    """A process that learns of every job's process group and acts when its input ends."""

    def __init__(self, python: Path) -> None:
        self._command = [str(python), "-I", "-S", __file__]
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def watch(self, group: int) -> None:
        self._tell(f"+{group}")

    def forget(self, group: int) -> None:
        self._tell(f"-{group}")

    def stop(self) -> None:
        with self._lock:
            if self._process:
                self._process.communicate(timeout=10)
            self._process = None

    def _tell(self, word: str) -> None:
        with self._lock:
            if self._process is None:
                self._process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.PIPE,
                    text=True,
                    bufsize=1,
                    env={},
                    start_new_session=True,
                )
            print(word, file=self._process.stdin)


def groups_left(words: Iterable[str]) -> set[int]:
    groups: set[int] = set()
    for word in words:
        group = int(word[1:])
        groups = groups | {group} if word.startswith("+") else groups - {group}
    return groups


if __name__ == "__main__":
    for group in groups_left(sys.stdin):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
