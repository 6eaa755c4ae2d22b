"""python -m ops.redrive replay: letters go back to where they came from, one by one.

SQS's own StartMessageMoveTask is not used: it moves all or nothing, tells nothing of what it
moved, and is for what SQS moved alone, not for what the desk, EventBridge or Lambda laid down.
"""

from argparse import Namespace

from ops.redrive.box import Box, opened
from ops.redrive.letters import Letter
from ops.redrive.origins import Origin, Origins, UnknownOriginError
from ops.redrive.place import Place
from ops.redrive.selection import selected
from ops.session import RefusalError


def replay(asked: Namespace, place: Place) -> int:
    queue = place.queue(asked.queue)
    origins = place.origins(queue)
    with opened(place.sqs, queue.url, most=asked.limit) as box:
        letters = selected(box.letters, asked, asked.reason)
        try:
            to = origins.called(asked.to) if asked.to else None
        except UnknownOriginError as error:
            raise RefusalError(str(error)) from error
        sent = _replay(letters, origins, to, box, place, is_dry=asked.dry_run)
    left = len(box.letters) - sent
    would = "would be " if asked.dry_run else ""
    print(f"{sent} {would}sent again, {left} {'would stay' if asked.dry_run else 'left'}")
    if len(box.letters) == asked.limit:
        print(f"no more than {asked.limit} are taken at a time: repeat it, or give --limit")
    return 1 if sent < len(letters) else 0


def _replay(
    letters: list[Letter],
    origins: Origins,
    to: Origin | None,
    box: Box,
    place: Place,
    *,
    is_dry: bool,
) -> int:
    """A letter leaves the box once it is on its way: killed in between, it is sent twice."""
    events: set[tuple[str, str]] = set()
    count = 0
    for letter in letters:
        try:
            origin = to or origins.of(letter)
        except UnknownOriginError as error:
            print(f"stays {letter.id}: {error}")
            continue
        event = (origin.address, letter.event_id or letter.id)
        again = ", a copy: sent once" if event in events else ""
        if not is_dry:
            if not again:
                origin.send(letter, place.session)
            box.remove(letter)
        events.add(event)
        count += 1
        verb = "would send" if is_dry else "sent"
        told = f"event {letter.event_id}" if letter.event_id else letter.detail_type
        print(f"{verb} {letter.id} ({told}{again}) to {origin.name}", flush=True)
    return count
