"""The account as a background process: a crash or a Ctrl-C leaves nothing to mend."""

import shutil
import subprocess
import sys
import time
from os import environ
from pathlib import Path

from filelock import FileLock

from local.account.environment import HOST, REGION, REPOSITORY, clean_environment
from local.occupants import owner_of_port, process_of, sweep
from local.record import Account, health, read, write

DEFAULT_PORT = 4566
DEFAULT_STATE = REPOSITORY / ".millrace" / "account"
_PATIENCE_S = 30
_PAUSE_S = 0.05
_TAIL_LINES = 15
_STARTED: dict[int, subprocess.Popen[bytes]] = {}


class AccountError(RuntimeError):
    """The local account cannot be had; the message says what to do."""


def start(port: int = DEFAULT_PORT, state: Path = DEFAULT_STATE) -> Account:
    """The account of this state folder, found running or started, and answering."""
    state = state.resolve()
    with _lock(state):
        return _found(port, state) or _started(port, state)


def stop(state: Path = DEFAULT_STATE) -> bool:
    """Ends the account and all it started, removes its files; False if there was none."""
    state = state.resolve()
    with _lock(state):
        was_there = _running(state) is not None
        _clear(state)
    _lock_file(state).unlink(missing_ok=True)
    if state.parent.is_dir() and not any(state.parent.iterdir()):
        state.parent.rmdir()
    return was_there


def status(state: Path = DEFAULT_STATE) -> Account | None:
    """The account, if it runs and answers."""
    account = _running(state.resolve())
    return account if account and health(account.port) else None


def _running(state: Path) -> Account | None:
    account = read(state)
    return account if account and process_of(account.pid, state) else None


def _found(port: int, state: Path) -> Account | None:
    """One that runs, or still starts because somebody lost patience with it."""
    account = _running(state)
    if account and account.port != port:
        raise AccountError(
            f"the local account runs on port {account.port} already, asked for was {port}: "
            "stop it first (make down)"
        )
    return account if account and _answers(account, state) else None


def _started(port: int, state: Path) -> Account:
    _clear(state)
    owner = owner_of_port(port)
    if owner is not None:
        raise AccountError(
            f"port {port} is taken by {owner}: stop it, "
            f"or choose another port with MILLRACE_PORT={port + 1}"
        )
    account = Account(f"http://{HOST}:{port}", REGION, _spawned(port, state), port)
    write(state, account)
    if not _answers(account, state):
        raise AccountError(f"the local account ended while it started\n{_tail(state)}")
    return account


def _spawned(port: int, state: Path) -> int:
    state.mkdir(parents=True)
    with _log(state).open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "local.account", "--port", str(port), "--state", str(state)],
            cwd=REPOSITORY,
            env=clean_environment(environ, port=port, state=state),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    _STARTED[process.pid] = process
    return process.pid


def _answers(account: Account, state: Path) -> bool:
    """Waits for the first answer; False if the process ends before. A silent one is ended."""
    deadline = time.monotonic() + _PATIENCE_S
    while health(account.port).get("pid") != account.pid:
        if _running(state) is None:
            return False
        if time.monotonic() > deadline:
            sweep(state)
            raise AccountError(
                f"the local account did not answer within {_PATIENCE_S} seconds\n{_tail(state)}"
            )
        time.sleep(_PAUSE_S)
    return True


def _clear(state: Path) -> None:
    sweep(state)
    account = read(state)
    if account and account.pid in _STARTED:
        _STARTED.pop(account.pid).wait()
    write(state, None)
    shutil.rmtree(state, ignore_errors=True)


def _tail(state: Path) -> str:
    lines = _log(state).read_text(errors="replace").splitlines()
    return "\n".join(f"  {line}" for line in lines[-_TAIL_LINES:])


def _log(state: Path) -> Path:
    return state / "account.log"


def _lock(state: Path) -> FileLock:
    state.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(_lock_file(state))


def _lock_file(state: Path) -> Path:
    return state.with_suffix(".lock")
