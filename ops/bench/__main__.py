"""python -m ops.bench: the figures that Millrace is held to, measured anew."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import Protocol

from ops.bench import deadlines, desk
from ops.command import run
from ops.session import RefusalError


class Word(Protocol):
    """A module of a benchmark: its first line of help, its arguments, and what it does."""

    HELP: str

    def arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def main(self, asked: argparse.Namespace) -> int: ...


_WORDS: Mapping[str, Word] = {
    "deadlines": deadlines,
    "desk": desk,
}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m ops.bench", description=__doc__)
    words = parser.add_subparsers(dest="word", required=True)
    for name, word in _WORDS.items():
        word.arguments(words.add_parser(name, help=word.HELP, description=word.HELP))
    asked = parser.parse_args(argv)
    try:
        return _WORDS[asked.word].main(asked)
    except RefusalError as refusal:
        print(refusal, file=sys.stderr)
        return 2


if __name__ == "__main__":
    run(main)
