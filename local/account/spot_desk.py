"""The words about spot, which both Batch and SageMaker have: whom a word is for, answers it."""

from collections.abc import Callable

from local.account.admin import Answer, Desk
from local.batch.admin import PREFIX as SPOT

MayAnswer = Callable[[str, str, bytes], Answer | None]

__all__ = ["SPOT", "spot_desk"]


def spot_desk(first: MayAnswer, last: Desk) -> Desk:
    """`first` says None to what is not for it, or not for it alone."""

    def answer(method: str, path: str, body: bytes) -> Answer:
        return first(method, path, body) or last(method, path, body)

    return answer
