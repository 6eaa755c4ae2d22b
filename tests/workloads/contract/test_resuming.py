"""Killed at any instant, told or not, a job resumes and ends exactly as an uninterrupted one."""

import functools
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workloads.contract.doomed import (
    Died,
    Doom,
    DoomedDraws,
    Draws,
    MemoryStore,
    scramble,
)
from workloads.contract import EXIT_RECLAIMED, Cadence, Checkpoints, Notice, carry_out

STEPS = 12
HOW = st.sampled_from(["told", "before", "torn", "after"])


@functools.cache
def uninterrupted() -> float:
    work = Draws.fresh(STEPS)
    for _ in range(STEPS):
        work.step()
    return work.mixed


def attempt(store: MemoryStore, doom: Doom, *, every_s: float, lines: list[str]) -> Draws | None:
    """What one process does; None if it did not live to the end."""
    work = DoomedDraws(**vars(Draws.fresh(STEPS)), doom=doom)
    store.doom = doom
    ticks = iter(range(10**6))
    clock = functools.partial(lambda: float(next(ticks)))
    try:
        carry_out(
            work,
            store=store,
            notice=doom.notice,
            cadence=Cadence(mean_between_interruptions_s=every_s, clock=clock),
            say=lines.append,
            clock=clock,
        )
    except (Died, SystemExit):
        return None
    return work


def mixed_after(dooms: Sequence[Doom], *, every_s: float) -> float:
    store, lines = MemoryStore(), list[str]()
    for number, doom in enumerate(dooms):
        scramble(number)
        ended = attempt(store, doom, every_s=every_s, lines=lines)
        if ended:
            return ended.mixed
    ended = attempt(store, Doom(10**9, "told"), every_s=every_s, lines=lines)
    assert ended
    return ended.mixed


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.builds(Doom, at=st.integers(0, 40), how=HOW), max_size=5),
    st.sampled_from([1.0, 20.0, 1e6]),
)
def test_whatever_kills_it_and_however_often_the_result_is_the_same(
    dooms: list[Doom], every_s: float
) -> None:
    assert mixed_after(dooms, every_s=every_s) == uninterrupted()


@pytest.mark.parametrize("how", ["told", "before", "torn", "after"])
def test_it_survives_each_single_instant(how: str) -> None:
    for at in range(45):
        assert mixed_after([Doom(at, how)], every_s=1.0) == uninterrupted()  # type: ignore[arg-type]


def test_without_the_random_state_the_result_would_differ() -> None:
    """The properties above can fail: this is what they would see."""

    class Forgetful(DoomedDraws):
        def restore(self, state: bytes) -> None:
            super().restore(state)
            scramble(99)

    store = MemoryStore()
    assert attempt(store, Doom(20, "before"), every_s=1.0, lines=[]) is None
    work = Forgetful(**vars(Draws.fresh(STEPS)))
    store.doom = work.doom
    carry_out(work, store=store, notice=work.doom.notice, say=lambda _: None)
    assert work.mixed != uninterrupted()


def test_told_to_go_it_ends_as_sigterm_ends_a_process() -> None:
    notice = Notice()
    notice.give()
    with pytest.raises(SystemExit) as ended:
        carry_out(Draws.fresh(3), store=MemoryStore(), notice=notice, say=lambda _: None)
    assert ended.value.code == EXIT_RECLAIMED == 143


def test_told_to_go_it_loses_no_step() -> None:
    store, lines = MemoryStore(), list[str]()
    assert attempt(store, Doom(8, "told"), every_s=1e9, lines=lines) is None
    told = lines[-1].removeprefix("reclaimed: checkpoint written in ")
    resumed = list[str]()
    attempt(store, Doom(10**9, "told"), every_s=1e9, lines=resumed)
    assert told.startswith("step ")
    assert resumed[0].startswith(f"resuming at {told}, from ")


def test_work_that_is_done_is_not_done_again() -> None:
    store, lines = MemoryStore(), list[str]()
    assert attempt(store, Doom(10**9, "told"), every_s=1e9, lines=[])
    assert attempt(store, Doom(10**9, "told"), every_s=1e9, lines=lines)
    assert lines[0].startswith("resuming at step 12, from ")


def test_warned_of_the_end_it_saves_more_often_and_works_on() -> None:
    written = dict[bool, int]()
    for warned in (False, True):
        store, notice = MemoryStore(), Notice()
        notice.warned = warned
        ticks = iter(range(10**6))
        clock = functools.partial(lambda ticks: float(next(ticks)), ticks)
        cadence = Cadence(mean_between_interruptions_s=1e9, clock=clock)
        carry_out(Draws.fresh(200), store=store, notice=notice, cadence=cadence, say=lambda _: None)
        written[warned] = Checkpoints(store).latest().number
    assert written == {False: 2, True: written[True]}
    assert written[True] > 5


def test_a_checkpoint_that_was_torn_is_named() -> None:
    store, lines = MemoryStore(), list[str]()
    attempt(store, Doom(10**9, "told"), every_s=1.0, lines=[])
    newest = max(store.contents)
    store.contents = {name: content[:-1] for name, content in store.contents.items()}
    attempt(store, Doom(10**9, "told"), every_s=1.0, lines=lines)
    assert lines[0].startswith(f"passing over what is torn: checkpoint-0, {newest} in ")
    assert lines[1] == "starting from zero"


def test_it_reports_its_progress_every_so_often() -> None:
    lines = list[str]()
    attempt(MemoryStore(), Doom(10**9, "told"), every_s=1.0, lines=lines)
    reports = [line for line in lines if line.startswith("progress ")]
    assert reports
    assert all("total=12 " in line for line in reports)
