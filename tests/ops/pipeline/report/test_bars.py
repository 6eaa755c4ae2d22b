"""Bars: each step over the time of the run that it was part of."""

from ops.pipeline.execution import Execution
from ops.pipeline.report.bars import Bar, bars
from ops.pipeline.snapshot import Snapshot
from ops.pipeline.states import State
from ops.pipeline.step import Step
from tests.ops.pipeline.world import EXECUTION, START, at


def step(name: str, begins: float | None, ends: float | None = None) -> Step:
    return Step(
        name=name,
        kind="Training",
        state=State.WAITING if begins is None else State.EXECUTING,
        started=None if begins is None else at(begins),
        ended=None if ends is None else at(ends),
        cached_from="other" if begins is not None and begins < 0 else None,
    )


def drawn(*steps: Step, now: float = 100) -> dict[str, Bar]:
    run = Execution(arn=EXECUTION, state=State.EXECUTING, started=START)
    return {bar.step.name: bar for bar in bars(Snapshot(run, steps), at(now))}


def test_bars_are_parts_of_the_whole_time() -> None:
    made = drawn(step("a", 0, 20), step("b", 20, 100))

    assert (made["a"].left, made["a"].width) == (0, 20)
    assert (made["b"].left, made["b"].width) == (20, 80)


def test_what_runs_reaches_to_now() -> None:
    made = drawn(step("a", 0, 25), step("b", 25), now=50)

    assert (made["b"].left, made["b"].width) == (50, 50)


def test_steps_stand_in_the_order_in_which_they_began_and_the_others_last() -> None:
    assert list(drawn(step("c", None), step("b", 5, 9), step("a", 1, 9))) == ["a", "b", "c"]


def test_what_was_taken_from_an_earlier_run_has_no_bar_in_this_one() -> None:
    made = drawn(step("old", -900, -800), step("new", 0, 10), now=10)

    assert (made["old"].width, made["old"].began) == (None, None)
    assert made["new"].width == 100


def test_a_run_that_has_taken_no_time_yet_has_bars_too() -> None:
    assert drawn(step("a", 0), now=0)["a"].width == 0
