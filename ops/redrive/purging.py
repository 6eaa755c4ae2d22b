"""python -m ops.redrive purge: letters are put away for good, with who did it and why."""

import sys
from argparse import Namespace

from ops.ledger_words import many
from ops.redrive.box import opened
from ops.redrive.kept import keep
from ops.redrive.letters import Letter
from ops.redrive.place import Place
from ops.redrive.queues import DeadQueue
from ops.redrive.selection import selected
from ops.session import RefusalError


def purge(asked: Namespace, place: Place) -> int:
    if not (asked.reason or "").strip():
        raise RefusalError('a purge needs a reason, which is kept: --reason "why"')
    queue = place.queue(asked.queue)
    with opened(place.sqs, queue.url, most=asked.limit) as box:
        letters = selected(box.letters, asked, asked.matching)
    if not letters:
        print(f"nothing to purge in {queue.name}")
        return 0
    if not _agreed(asked, queue, letters, place):
        print("nothing was purged")
        return 1
    # Taken out anew: whoever was asked may have thought about it for longer than they are held.
    meant = {letter.id for letter in letters}
    with opened(place.sqs, queue.url, most=asked.limit) as box:
        there = [letter for letter in box.letters if letter.id in meant]
        if not there:
            raise RefusalError(f"somebody else took them out of {queue.name} meanwhile")
        where = keep(there, queue, asked.reason.strip(), place)
        for letter in there:
            box.remove(letter)
            print(f"purged {letter.id} ({letter.detail_type}: {letter.reason})", flush=True)
    print(f"{len(there)} purged; kept in {where}")
    return 0


def _agreed(asked: Namespace, queue: DeadQueue, letters: list[Letter], place: Place) -> bool:
    if asked.yes:
        return True
    if not sys.stdin.isatty():
        raise RefusalError("nobody is there to be asked: add --yes")
    question = (
        f"purge {many(len(letters), 'letter')} of {queue.name} in {place.environment.name}? [y/N] "
    )
    try:
        return place.answer(question).strip().lower() in {"y", "yes"}
    except EOFError:
        return False
