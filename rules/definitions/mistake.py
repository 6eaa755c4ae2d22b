"""One thing that SageMaker will not take, or that cannot work, in a pipeline's definition."""

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Kind = Literal[
    "structure", "arguments", "references", "order", "spot", "retries", "limits", "tuning",
    "conditions", "vain",
]  # fmt: skip


_FEW = 16


@dataclass(frozen=True)
class Mistake:
    kind: Kind
    """``vain``: SageMaker takes it, and it serves nothing."""
    path: str
    """``Train.Arguments.RoleArn``; empty for the definition as a whole."""
    says: str

    def __str__(self) -> str:
        return f"{self.path}: {self.says}" if self.path else self.says


def nearest(given: object, known: Collection[object]) -> str:
    """What was probably meant, as the end of a sentence."""
    words = [str(word) for word in known]
    close = get_close_matches(str(given), words, 1, 0.6)
    if close:
        return f"; did you mean {close[0]}?"
    return f"; known: {', '.join(sorted(words))}" if 0 < len(words) < _FEW else ""
