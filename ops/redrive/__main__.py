"""python -m ops.redrive: dead letters are looked at, sent again or put away; events come again."""

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import boto3

import config
from config import Environment
from ops.command import run
from ops.pipeline.watching import Clock
from ops.redrive.archive import archive
from ops.redrive.asked import asked
from ops.redrive.listing import inspect, list_
from ops.redrive.place import Answer, Place
from ops.redrive.purging import purge
from ops.redrive.replaying import replay
from ops.session import RefusalError, aws_session, in_plain_words

Connect: TypeAlias = Callable[[Environment], boto3.Session]
Load: TypeAlias = Callable[[str], Environment]
Word: TypeAlias = Callable[[Namespace, Place], int]

_WORDS: Mapping[str, Word] = {
    "list": list_,
    "inspect": inspect,
    "replay": replay,
    "purge": purge,
    "archive": archive,
}


def main(
    argv: Sequence[str] | None = None,
    *,
    connect: Connect = aws_session,
    load: Load = config.load_or_exit,
    clock: Clock | None = None,
    answer: Answer = input,
) -> int:
    said = asked(argv)
    environment = load(said.environment)
    try:
        with in_plain_words(environment):
            place = Place(environment, connect(environment), clock or Clock(), answer)
            return _WORDS[said.word](said, place)
    except RefusalError as refusal:
        print(refusal, file=sys.stderr)
        return 2


if __name__ == "__main__":
    run(main)
