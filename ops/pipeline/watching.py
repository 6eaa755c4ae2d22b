"""Follows an execution to its end, on a terminal or line by line."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol, TypeAlias

from rich.console import Console
from rich.live import Live

from ops.ledger_words import clock, duration
from ops.pipeline.snapshot import Snapshot
from ops.pipeline.states import MARKS
from ops.pipeline.step import Step
from ops.pipeline.table import seen

Read: TypeAlias = Callable[[], Snapshot]


class View(Protocol):
    def opened(self) -> AbstractContextManager[object]: ...
    def show(self, snapshot: Snapshot) -> None: ...


@dataclass(frozen=True)
class Clock:
    """Time, so that a test need not wait for it."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], None] = time.sleep
    seconds: float = 2.0
    """Between two looks."""


def watched(read: Read, view: View, clock: Clock) -> Snapshot:
    with view.opened():
        while True:
            snapshot = read()
            view.show(snapshot)
            if snapshot.execution.state.over:
                return snapshot
            clock.sleep(clock.seconds)


class LiveView:
    """Redraws the table where it stands."""

    def __init__(self, console: Console, clock: Clock) -> None:
        self._clock = clock
        self._live = Live(console=console, auto_refresh=False)

    def opened(self) -> AbstractContextManager[object]:
        return self._live

    def show(self, snapshot: Snapshot) -> None:
        self._live.update(seen(snapshot, now=self._clock.now()), refresh=True)


@dataclass
class PlainView:
    """Where nothing can be redrawn, such as in a log: a line for each change."""

    clock: Clock
    _last: dict[str, str] = field(default_factory=dict)

    def opened(self) -> AbstractContextManager[object]:
        return nullcontext()

    def show(self, snapshot: Snapshot) -> None:
        now = self.clock.now()
        for step in sorted(snapshot.steps, key=lambda step: step.ended or now):
            line = self._line(step, snapshot.notes.get(step.name, ""))
            if step.started and self._last.get(step.name) != line:
                print(f"{clock(step.ended or now)} {line}{self._time(step)}", flush=True)
                self._last[step.name] = line

    def _line(self, step: Step, note: str) -> str:
        state = "cached" if step.cached_from else step.state.lower()
        return f"{MARKS[step.state]} {step.name} {state}{f', {note}' if note else ''}"

    def _time(self, step: Step) -> str:
        took = step.took(self.clock.now())
        return f" ({duration(took)})" if step.ended and took is not None else ""


def view_for(console: Console, clock: Clock) -> View:
    return LiveView(console, clock) if console.is_terminal else PlainView(clock)
