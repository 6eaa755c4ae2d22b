"""Jobs as the ledger has them, made of the recorded events."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import reduce

from rich.console import Console, RenderableType

from millrace.domain.job import JobEvent, JobRecord, Kind, State
from millrace.domain.merging import merge
from tests.lambda_.deliveries import SPOT_STORY, event

NOW = datetime(2026, 11, 16, 21, tzinfo=UTC)
STORY = [event(name) for name in SPOT_STORY]


def record_of(events: Iterable[JobEvent]) -> JobRecord:
    first, *others = events
    return reduce(lambda record, new: merge(record, new).record, others, merge(None, first).record)


RECLAIMED = record_of(STORY)
OUT_OF_MEMORY = record_of([event("batch-failed-out-of-memory")])
RUNNING_AGAIN = replace(record_of(STORY[:6]), job_id="aaaa0000-0001", name="digits-again")
WAITING = replace(
    record_of(STORY[:1]), job_id="aaaa0000-0002", state_reason="CAPACITY:INSUFFICIENT_INSTANCE"
)
BLOCKING = record_of([event("batch-queue-blocked")])
ARRAY = replace(
    RECLAIMED, kind=Kind.ARRAY, size=3, state=State.PENDING, state_reason=None, attempts={}
)
CHILDREN = [
    replace(one, job_id=f"{ARRAY.job_id}:{number}", kind=Kind.CHILD)
    for number, one in ((2, WAITING), (9, RECLAIMED), (10, OUT_OF_MEMORY))
]


def seen(what: RenderableType, *, width: int = 100) -> str:
    """What stands on a terminal of that width."""
    console = Console(width=width)
    with console.capture() as capture:
        console.print(what)
    return capture.get()
