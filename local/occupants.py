"""Which processes belong to an account, and which one sits on a port."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from local.account.environment import HOST, STATE_VARIABLE
from local.record import health

_FAREWELL_S = 15
_BIRTH_S = 0.5
_GONE = (psutil.NoSuchProcess, psutil.ZombieProcess)


def process_of(pid: int, state: Path) -> psutil.Process | None:
    """The process, if that number still means the account of this folder."""
    try:
        process = psutil.Process(pid)
        is_alive = process.status() != psutil.STATUS_ZOMBIE
        _wait_for_words(process)
        return process if is_alive and _is_account(process, state) else None
    except (*_GONE, psutil.AccessDenied):
        return None


def sweep(state: Path) -> None:
    """Ends the account and whatever it started, even where it died and left that behind."""
    found = list(_processes(state))
    accounts = [process for process in found if process_of(process.pid, state)]
    children = [child for account in accounts for child in _children(account)]
    _end(accounts, patience_s=_FAREWELL_S)
    _end([*found, *children], patience_s=1)


def owner_of_port(port: int) -> str | None:
    """Who listens there, in words; None if the port is free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return _name_of(port)
    return None


def _name_of(port: int) -> str:
    if state := health(port).get("state"):
        return f"the local account of {state}"
    try:
        pids = [
            connection.pid
            for connection in psutil.net_connections(kind="tcp")
            if connection.laddr and connection.laddr.port == port and connection.pid
        ]
        return f"{psutil.Process(pids[0]).name()} (pid {pids[0]})" if pids else "another program"
    except psutil.Error:
        return "another program"


def _processes(state: Path) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        try:
            if _is_account(process, state) or _lives_in(process, state):
                yield process
        except (*_GONE, psutil.AccessDenied):
            continue


def _is_account(process: psutil.Process, state: Path) -> bool:
    words = process.cmdline()
    return "local.account" in words and str(state) in words


def _wait_for_words(process: psutil.Process) -> None:
    """For a moment after its start a process has no command line."""
    deadline = time.monotonic() + _BIRTH_S
    while not process.cmdline() and time.monotonic() < deadline:
        time.sleep(0.01)


def _lives_in(process: psutil.Process, state: Path) -> bool:
    is_marked = process.environ().get(STATE_VARIABLE) == str(state)
    return is_marked or Path(process.cwd()).is_relative_to(state)


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        children: list[psutil.Process] = process.children(recursive=True)
    except _GONE:
        return []
    return children


def _end(processes: list[psutil.Process], *, patience_s: float) -> None:
    for process in processes:
        try:
            process.terminate()
        except _GONE:
            continue
    _, stubborn = psutil.wait_procs(processes, timeout=patience_s)
    for process in stubborn:
        try:
            process.kill()
        except _GONE:
            continue
    psutil.wait_procs(stubborn, timeout=patience_s)
