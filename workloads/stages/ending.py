"""How a job that cannot do its work ends: one sentence, where SageMaker looks for the reason."""

import sys
from types import TracebackType

from workloads.contract import RefusedError
from workloads.stages import places

_KEPT_BYTES = 1024
"""SageMaker keeps so much of a reason."""


class in_one_sentence:  # noqa: N801 - read as a word: with in_one_sentence("prepare")
    """Around a program: a refusal ends it with exit code 2, and what nobody foresaw goes on.

    A training job's reason is read from output/failure, a processing job's from output/message.
    """

    def __init__(self, program: str) -> None:
        self._program = program

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, RefusedError):
            sentence = f"{self._program}: {error}"
            _leave(sentence)
            print(sentence, file=sys.stderr, flush=True)
            sys.exit(2)
        if kind is not None and isinstance(error, Exception):
            _leave(f"{self._program}: {kind.__name__}: {error}")


def _leave(sentence: str) -> None:
    line = " ".join(sentence.split()).encode()[:_KEPT_BYTES]
    folder = places.root() / "output"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("failure", "message"):
        (folder / name).write_text(line.decode(errors="ignore"), "utf-8")
