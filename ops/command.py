"""What the commands of ops have in common: numbers they take, where they print, how they end."""

import signal
import sys
from argparse import ArgumentTypeError
from collections.abc import Callable
from typing import NoReturn

from rich.console import Console, RenderableType

_PIPED_WIDTH = 100
"""Columns, where there is no terminal to ask."""


def count(text: str) -> int:
    """For ``type=`` of an argument."""
    if not text.isdecimal() or text == "0":
        raise ArgumentTypeError(f"must be a whole number above 0, got {text!r}")
    return int(text)


def show(what: RenderableType) -> None:
    console = Console()
    if not console.is_terminal:
        console = Console(width=_PIPED_WIDTH)
    console.print(what)


def run(main: Callable[[], int]) -> NoReturn:
    """Whoever reads the output through a pipe may stop before its end."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
