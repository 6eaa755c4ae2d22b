"""Whether AWS is further than the ledger with a job; if so, the event that says so."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from millrace.domain.job import JobEvent, JobRecord, Moment
from millrace.domain.reconciling.blocks import code_of
from millrace.domain.reconciling.told import Told

Read = Callable[[str], JobEvent | None]
"""As the recorder reads an event, so that both mean the same; None if it would not take it."""
_MARK = "reconciled-"
"""How the ids of all events begin that AWS has not sent; sorts after every id of its own."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    job_id: str
    was: str | None
    """Where the ledger has the job; None where it has none."""
    now: str
    event: Mapping[str, Any]

    @property
    def body(self) -> str:
        return json.dumps(self.event, separators=(",", ":"))

    @property
    def fields(self) -> Mapping[str, Any]:
        """Of its line in the log."""
        id_ = self.event["id"]
        return {"job_id": self.job_id, "was": self.was, "now": self.now, "event_id": id_}


def difference(told: Told, record: JobRecord | None, read: Read) -> Difference | None:
    """None where the ledger is as far as AWS, or further: a description may be older than an event.

    The event is no older than what the ledger has, so that it decides between two ends.
    """
    at = max(told.at, record.newest.at) if record else told.at
    event = told.event(event_id=_MARK, at=at)
    seen = read(json.dumps(event))
    if seen is None:
        return None
    seen = replace(seen, event_id=_id_of(seen))
    if record and not _is_ahead(replace(seen, at=told.at), record):
        return None
    return Difference(
        job_id=seen.job_id,
        was=str(record.newest) if record else None,
        now=str(seen.moment),
        event=event | {"id": seen.event_id},
    )


def _id_of(event: JobEvent) -> str:
    """The same whenever the same is told: the ledger takes it once."""
    blocked = event.moment.blocked
    word = event.facts.status if blocked is None else code_of(blocked)
    told = f"{event.job_id}|{event.state}|{event.moment.attempt}|{word}"
    return f"{_MARK}{sha256(told.encode()).hexdigest()[:32]}"


def _is_ahead(event: JobEvent, record: JobRecord) -> bool:
    """Of two words for one state the later counts; two ends cannot both be so, AWS knows which."""
    if event.event_id in record.timeline:
        return False
    ours, theirs = record.newest.progress, event.moment.progress
    if event.blocks_queue and theirs >= ours:
        return _block_of(event.moment) not in map(_block_of, record.timeline.values())
    if ours != theirs:
        return theirs > ours
    is_other_word = event.facts.status != record.facts.status
    return event.state is not record.state or (is_other_word and event.at > record.newest.at)


def _block_of(moment: Moment) -> tuple[int, str] | None:
    """What the desk acts upon once."""
    return None if moment.blocked is None else (moment.attempt, code_of(moment.blocked))
