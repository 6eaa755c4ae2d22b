"""On a terminal the steps are redrawn where they stand."""

import io
from datetime import timedelta

from rich.console import Console

from ops.pipeline.execution import Execution
from ops.pipeline.snapshot import Snapshot
from ops.pipeline.states import State
from ops.pipeline.step import Step
from ops.pipeline.watching import Clock, LiveView, PlainView, view_for, watched
from tests.ops.pipeline.world import EXECUTION, START, at, clock


def at_state(state: State, step: State) -> Snapshot:
    run = Execution(arn=EXECUTION, state=state, started=START)
    return Snapshot(run, (Step(name="Train", kind="Training", state=step, started=START),))


RUNS = at_state(State.EXECUTING, State.EXECUTING)
ENDS = at_state(State.SUCCEEDED, State.SUCCEEDED)


def test_it_looks_until_the_end_and_waits_in_between() -> None:
    looks, waits = iter([RUNS, RUNS, ENDS]), list[float]()
    pace = Clock(now=lambda: at(0), sleep=waits.append, seconds=7)

    assert watched(lambda: next(looks), PlainView(pace), pace) is ENDS
    assert waits == [7, 7]


def test_a_terminal_shows_the_newest_table_and_keeps_the_last() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=80, legacy_windows=False)
    looks = iter([RUNS, ENDS])
    watched(lambda: next(looks), LiveView(console, clock()), clock())

    assert isinstance(console.file, io.StringIO)
    drawn = console.file.getvalue()
    assert drawn.index("▶") < drawn.index("✓")


def test_who_is_no_terminal_gets_lines() -> None:
    assert isinstance(view_for(Console(file=io.StringIO()), clock()), PlainView)
    assert isinstance(view_for(Console(force_terminal=True), clock()), LiveView)


def test_a_step_that_runs_grows_older() -> None:
    assert RUNS.steps[0].took(at(5)) == timedelta(seconds=5)
    assert RUNS.execution.took(at(9)) == timedelta(seconds=9)
