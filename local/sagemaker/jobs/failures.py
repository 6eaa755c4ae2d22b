"""Why a job fails, in the words of SageMaker and within the length that it allows."""

from collections.abc import Sequence

_LONGEST = 1_024
_TAIL_SHARE = 0.6


class JobFailedError(Exception):
    """Ends the job; the text is its FailureReason."""


def client_error(message: str) -> JobFailedError:
    return JobFailedError(f"ClientError: {message}")


def with_tail(reason: str, tail: Sequence[str]) -> str:
    """The reason and as much of the log's end as fits; the last line counts most."""
    text = "\n".join(tail).strip()
    if not text:
        return reason[:_LONGEST]
    room = max(int(_LONGEST * _TAIL_SHARE), _LONGEST - len(reason)) - len("\nThe log ends:\n")
    cut = reason[: _LONGEST - min(len(text), room) - len("\nThe log ends:\n")]
    return f"{cut}\nThe log ends:\n{text[-room:]}"
