"""Outlives the account by a moment, to kill the jobs of an account that died without a word."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path


class Undertaker:
    """A process that learns of every job and acts when its input ends."""

    def __init__(self, python: Path) -> None:
        self._command = [str(python), "-I", "-S", __file__]
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def watch(self, group: int, mark: str) -> None:
        """`mark` is the variable by which who left the group is known, with its value."""
        with self._lock:
            self._process = self._process or self._started()
            print(f"+{group} {mark}", file=self._process.stdin)

    def forget(self, group: int) -> None:
        with self._lock:
            if self._process:
                print(f"-{group}", file=self._process.stdin)

    def stop(self) -> None:
        with self._lock:
            if self._process:
                self._process.communicate(timeout=10)
            self._process = None

    def _started(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            text=True,
            bufsize=1,
            env={},
            start_new_session=True,
        )


def jobs_left(words: Iterable[str]) -> dict[int, str]:
    """By its process group the mark of each job that has not ended."""
    jobs: dict[int, str] = {}
    for word in words:
        group, _, mark = word[1:].strip().partition(" ")
        if word.startswith("+"):
            jobs[int(group)] = mark
        else:
            jobs.pop(int(group), None)
    return jobs


def bury(jobs: Mapping[int, str]) -> None:
    for group in jobs:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
    for process in _marked(frozenset(os.fsencode(mark) for mark in jobs.values())):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def _marked(marks: frozenset[bytes]) -> Iterator[int]:
    """Who left its group; where processes are no files they are found at the next start."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if not marks.isdisjoint((folder / "environ").read_bytes().split(b"\0")):
                yield int(folder.name)


if __name__ == "__main__":
    bury(jobs_left(sys.stdin))
