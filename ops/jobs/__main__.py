"""python -m ops.jobs: what became of the jobs, out of the job ledger."""

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import boto3

import config
from config import Environment
from ops.command import run
from ops.jobs.asked import asked
from ops.jobs.explained import why
from ops.jobs.listing import list_
from ops.jobs.place import Place
from ops.jobs.showing import show_
from ops.jobs.watching import watch
from ops.pipeline.watching import Clock
from ops.session import RefusalError, aws_session, in_plain_words

Connect: TypeAlias = Callable[[Environment], boto3.Session]
Load: TypeAlias = Callable[[str], Environment]
Word: TypeAlias = Callable[[Namespace, Place], int]

_WORDS: Mapping[str, Word] = {"list": list_, "show": show_, "why": why, "watch": watch}


def main(
    argv: Sequence[str] | None = None,
    *,
    connect: Connect = aws_session,
    load: Load = config.load_or_exit,
    clock: Clock | None = None,
) -> int:
    said = asked(argv)
    environment = load(said.environment)
    try:
        with in_plain_words(environment):
            place = Place(environment, connect(environment), clock or Clock())
            return _WORDS[said.word](said, place)
    except RefusalError as refusal:
        print(refusal, file=sys.stderr)
        return 2


if __name__ == "__main__":
    run(main)
