"""What a job was given makes no sense: one sentence in the log, and no traceback."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


class RefusedError(ValueError):
    """Kind of every mistake that is not the program's; the message says all there is to say."""


@contextmanager
def in_one_sentence(program: str) -> Iterator[None]:
    """Around a program: a refusal ends it with exit code 2, as a wrong flag does."""
    try:
        yield
    except RefusedError as error:
        print(f"{program}: {error}", file=sys.stderr, flush=True)
        sys.exit(2)
