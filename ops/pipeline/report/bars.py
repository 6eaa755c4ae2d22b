"""When each step ran, as bars over one time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ops.pipeline.snapshot import Snapshot
from ops.pipeline.step import Step


@dataclass(frozen=True)
class Bar:
    step: Step
    note: str
    took: timedelta | None
    left: float = 0.0
    """In per cent of the whole, as is its width."""
    width: float | None = None
    began: datetime | None = None


def bars(snapshot: Snapshot, now: datetime) -> list[Bar]:
    """In the order in which the steps began; those that did not, as they are planned."""
    first = snapshot.execution.started
    last = max((one.ended or now for one in snapshot.steps if one.started), default=now)
    whole = max((last - first).total_seconds(), 1.0)
    ordered = sorted(snapshot.steps, key=lambda one: _of_this_run(one, first) or last)
    return [_bar(one, snapshot, whole, now) for one in ordered]


def _bar(step: Step, snapshot: Snapshot, whole: float, now: datetime) -> Bar:
    note, first = snapshot.notes.get(step.name, ""), snapshot.execution.started
    began = _of_this_run(step, first)
    if began is None:
        return Bar(step, note, None)
    ran = ((step.ended or now) - began).total_seconds()
    left = 100 * (began - first).total_seconds() / whole
    return Bar(step, note, step.took(now), round(left, 2), round(100 * ran / whole, 2), began)


def _of_this_run(step: Step, first: datetime) -> datetime | None:
    """What was taken from another execution may come with the times that it had there."""
    return None if step.started is None or step.started < first else step.started
