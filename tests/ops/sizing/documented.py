"""Prints again what docs/sizing.md shows: python -m tests.ops.sizing.documented."""

import contextlib
import io
import re
import shlex
from pathlib import Path

import ops.advise.__main__
import ops.submit.__main__

DOCUMENT = Path(__file__).parents[3] / "docs" / "sizing.md"

_PRINTED = re.compile(r"(?<=<!-- printed -->\n```\n)\$ python -m (?P<said>.+)\n(?:(?!```).*\n)*")
_MAINS = {"ops.submit": ops.submit.__main__.main, "ops.advise": ops.advise.__main__.main}


def printed_again(text: str) -> str:
    return _PRINTED.sub(
        lambda match: f"$ python -m {match['said']}\n{_output(match['said'])}", text
    )


def _output(said: str) -> str:
    module, *argv = shlex.split(said)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        _MAINS[module](argv)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


if __name__ == "__main__":
    DOCUMENT.write_text(printed_again(DOCUMENT.read_text()))
