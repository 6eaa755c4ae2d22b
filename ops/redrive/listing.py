"""python -m ops.redrive list, inspect: what lies in the dead-letter queues, and why."""

import json
from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from ops.command import show
from ops.ledger_words import day_and_clock, duration
from ops.redrive.box import opened
from ops.redrive.letters import Letter, printable
from ops.redrive.place import Place
from ops.redrive.queues import DeadQueue
from ops.redrive.sections import section

_SAMPLE = 10
_HEAD = 300
"""Letters of a body that are shown."""


def list_(asked: Namespace, place: Place) -> int:
    oldest = {one.name: _oldest(one, place) for one in place.queues}
    if asked.json:
        told = [_queue_json(one, oldest[one.name]) for one in place.queues]
        print(json.dumps({"queues": told}, indent=2))
        return 0
    table = _table("dead letters of", "waiting", "hidden", "oldest", "lost (UTC)")
    for queue in place.queues:
        table.add_row(*map(Text, _row(queue, oldest[queue.name], place.clock.now())))
    show(table)
    full = sorted((one for one in place.queues if one.waiting), key=lambda one: -one.waiting)
    if full:
        print(f"look into them: python -m ops.redrive inspect {full[0].name}{place.on}")
    return 0


def inspect(asked: Namespace, place: Place) -> int:
    queue = place.queue(asked.queue)
    with opened(place.sqs, queue.url, most=asked.limit) as box:
        letters = box.letters
    alarm = section(place.session.client("cloudwatch"), queue)
    if asked.json:
        told = {"queue": queue.name, "section": alarm, "letters": [_json(one) for one in letters]}
        print(json.dumps(told, indent=2))
    elif not letters:
        print(f"no dead letters in {queue.name}")
    else:
        _tell(queue, letters, place)
        print(f"what to do: {alarm or 'no alarm on this queue names a section of docs/alarms.md'}")
    return 0


def _tell(queue: DeadQueue, letters: Sequence[Letter], place: Place) -> None:
    groups = Counter((one.detail_type, one.reason) for one in letters)
    table = _table("letters", "of", "why")
    for (detail_type, reason), count in groups.most_common():
        table.add_row(*map(Text, (str(count), detail_type, reason)))
    show(table)
    for letter in letters:
        event = f"  event {letter.event_id}" if letter.event_id else ""
        print(f"\n{letter.id}  sent {day_and_clock(letter.sent_at)} UTC{event}")
        more = "..." if len(letter.body) > _HEAD else ""
        print(f"  {printable(letter.body[:_HEAD])}{more}")
    of = f" of {queue.waiting}" if queue.waiting > len(letters) else ""
    print(f"\n{len(letters)}{of} looked at; nothing was taken away")
    command = f"python -m ops.redrive replay {queue.name}{place.on}"
    print(f"send them again: {command} --dry-run, then without")


def _oldest(queue: DeadQueue, place: Place) -> datetime | None:
    """Of a few: SQS does not hand them out by age."""
    if not queue.waiting:
        return None
    with opened(place.sqs, queue.url, most=_SAMPLE) as box:
        return min((one.sent_at for one in box.letters), default=None)


def _row(queue: DeadQueue, oldest: datetime | None, now: datetime) -> tuple[str, ...]:
    age = duration(now - oldest) if oldest else "-"
    lost = day_and_clock(oldest + queue.kept) if oldest else "-"
    return queue.name, str(queue.waiting or "-"), str(queue.hidden or "-"), age, lost


def _queue_json(queue: DeadQueue, oldest: datetime | None) -> dict[str, Any]:
    return {
        "name": queue.name,
        "url": queue.url,
        "waiting": queue.waiting,
        "hidden": queue.hidden,
        "oldest": oldest.isoformat() if oldest else None,
        "lost": (oldest + queue.kept).isoformat() if oldest else None,
    }


def _json(letter: Letter) -> dict[str, Any]:
    return {
        "id": letter.id,
        "sent_at": letter.sent_at.isoformat(),
        "event_id": letter.event_id,
        "detail_type": letter.detail_type,
        "reason": letter.reason,
        "moved_from": letter.moved_from,
        "attributes": dict(letter.attributes),
        "body": letter.body,
    }


def _table(*names: str) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
    for name in names:
        right = name in ("waiting", "hidden", "oldest", "letters")
        table.add_column(name, justify="right" if right else "left", overflow="fold")
    return table
