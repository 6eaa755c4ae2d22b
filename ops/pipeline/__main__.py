"""python -m ops.pipeline: runs pipelines, watches them, and leaves a report of each run."""

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import boto3

import config
from config import Environment
from ops import command
from ops.pipeline import running, words
from ops.pipeline.asked import asked
from ops.pipeline.place import Place
from ops.pipeline.watching import Clock
from ops.session import RefusalError, aws_session, in_plain_words

Connect: TypeAlias = Callable[[Environment], boto3.Session]
Load: TypeAlias = Callable[[str], Environment]
Word: TypeAlias = Callable[[Namespace, Place, Clock], int]

_WORDS: Mapping[str, Word] = {
    "run": running.run,
    "data": words.data,
    "list": words.list_,
    "show": words.show_,
    "report": words.report,
    "stop": words.stop,
    "steps": words.steps,
}
_PATIENT_SECONDS = 15.0
"""In AWS a step takes minutes, and every look counts against the account's request rate."""


def main(
    argv: Sequence[str] | None = None,
    *,
    connect: Connect = aws_session,
    load: Load = config.load_or_exit,
    clock: Clock | None = None,
) -> int:
    said = asked(argv)
    environment = load(said.environment)
    pace = clock or (Clock() if environment.name == "local" else Clock(seconds=_PATIENT_SECONDS))
    try:
        with in_plain_words(environment):
            return _WORDS[said.word](said, Place(environment, connect(environment)), pace)
    except RefusalError as refusal:
        print(refusal, file=sys.stderr)
        return 2


if __name__ == "__main__":
    command.run(main)
