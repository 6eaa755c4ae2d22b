"""`python -m local up | diff | down | kill | status`: the words behind make up and make down."""

import argparse
import os
import shutil
import sys

from rich.console import Console

from local import process
from local.process import AccountError
from local.up.difference import difference
from local.up.failures import UpError
from local.up.go_down import go_down, may_be_destroyed
from local.up.go_up import go_up
from local.up.places import Places
from ops.session import NOT_RUNNING, RefusalError

_INTERRUPTED = 130
_REFUSED = 1
_PLAIN_WIDTH = 110


def main() -> int:
    word = _words().parse_args().word
    console = screen()
    try:
        return _WORDS[word](console)
    except (AccountError, UpError, RefusalError) as refused:
        console.print(f"[red]✗[/] {refused}", highlight=False, soft_wrap=True)
        return _REFUSED
    except KeyboardInterrupt:
        console.print("stopped: make up goes on from here, make down ends the local account")
        return _INTERRUPTED


def screen() -> Console:
    """As wide as the terminal; a pipe or a CI log gets what a table needs."""
    console = Console()
    return console if console.is_terminal else Console(width=_PLAIN_WIDTH)


def _up(console: Console) -> int:
    go_up(console, Places(), port=_port())
    return 0


def _down(console: Console) -> int:
    """Destroys what was deployed, as AWS would, before it ends the account."""
    places = Places()
    account = may_be_destroyed(places)
    if account is not None:
        try:
            go_down(console, places, account)
        except UpError as refused:
            raise UpError(f"{refused}\n{_STILL_THERE}") from refused
    return _kill(console)


def _kill(console: Console) -> int:
    was_there = process.stop()
    shutil.rmtree(Places().folder, ignore_errors=True)
    console.print("the local account is gone" if was_there else "there was no local account")
    return 0


def _diff(console: Console) -> int:
    account = process.status()
    if account is None:
        raise RefusalError(NOT_RUNNING)
    console.print(difference(Places(), account), markup=False, highlight=False, soft_wrap=True)
    return 0


def _status(console: Console) -> int:
    account = process.status()
    if account is None:
        console.print("the local account is not running: start it with make up")
        return _REFUSED
    console.print(f"the local account runs at {account.endpoint} (pid {account.pid})")
    return 0


def _port() -> int:
    given = os.environ.get("MILLRACE_PORT", str(process.DEFAULT_PORT))
    if not given.isdecimal() or not 0 < int(given) < 65536:  # noqa: PLR2004 - TCP's last port
        raise AccountError(f"MILLRACE_PORT must be a port, 1 to 65535, got {given!r}")
    return int(given)


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="python -m local", description=__doc__)
    words.add_argument("word", choices=sorted(_WORDS))
    return words


_STILL_THERE = "the account runs on, look into it; `python -m local kill` ends it as it is"
_WORDS = {"up": _up, "diff": _diff, "down": _down, "kill": _kill, "status": _status}

if __name__ == "__main__":
    sys.exit(main())
