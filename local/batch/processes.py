"""Processes of a job, found and ended together: a container ends with its main process."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress

import psutil


def resident_mib(pid: int) -> float:
    """Memory that a process and its children hold."""
    with suppress(psutil.Error):
        parent = psutil.Process(pid)
        return sum(_resident(one) for one in [parent, *parent.children(recursive=True)])
    return 0.0


def _resident(process: psutil.Process) -> float:
    with suppress(psutil.Error):
        return float(process.memory_info().rss) / 1024 / 1024
    return 0.0


def signal_group(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, number)


def kill_all(group: int, mark: str) -> None:
    """The group, and whoever left it but still carries the job's mark."""
    signal_group(group, signal.SIGKILL)
    for process in marked(mark):
        with suppress(psutil.Error):
            process.kill()


def marked(mark: str) -> Iterator[psutil.Process]:
    """`mark` is a variable with its value: NAME=value."""
    name, _, value = mark.partition("=")
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.environ().get(name) == value:
                yield process
