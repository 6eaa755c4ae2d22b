"""Which letters of a queue are meant."""

from argparse import Namespace
from collections.abc import Sequence

from ops.redrive.letters import Letter
from ops.session import RefusalError


def selected(letters: Sequence[Letter], asked: Namespace, text: str | None) -> list[Letter]:
    """By the ids that were named, and by a text in the reason, the detail-type or the body."""
    ids = set(asked.message)
    if unknown := ids - {letter.id for letter in letters}:
        among = "" if len(letters) < asked.limit else f" among the {asked.limit} taken (--limit)"
        raise RefusalError(f"no letter in {asked.queue} has the id {min(unknown)}{among}")
    return [
        letter
        for letter in letters
        if (not ids or letter.id in ids) and (text is None or _says(letter, text.lower()))
    ]


def _says(letter: Letter, text: str) -> bool:
    said = (letter.reason, letter.detail_type, letter.body)
    return any(text in one.lower() for one in said)
