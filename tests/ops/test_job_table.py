"""The table of jobs tells at one look which of them needs one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from millrace.domain.job import Attempt, JobRecord
from ops.ledger_table import jobs_table
from ops.ledger_words import duration, happened
from tests.ops.jobs_in_ledger import (
    ARRAY,
    CHILDREN,
    NOW,
    OUT_OF_MEMORY,
    RECLAIMED,
    RUNNING_AGAIN,
    STORY,
    WAITING,
    record_of,
    seen,
)

HOST = "Host EC2 (instance i-0a1b2c3d4e5f67890) terminated."
KILLED = replace(
    RECLAIMED, attempts={}, state_reason="Job killed by a person", timeline=OUT_OF_MEMORY.timeline
)
NEVER_STARTED = replace(OUT_OF_MEMORY, attempts={1: Attempt(reason="CannotPullContainerError: no")})


@pytest.mark.parametrize(
    ("job", "lines"),
    [
        (RECLAIMED, [f"attempt 1: {HOST} -> retried", "attempt 2: exit 0"]),
        (
            RUNNING_AGAIN,
            [f"attempt 1: {HOST} -> retried", "attempt 2: running since 20:04:45"],
        ),
        (WAITING, ["attempt 1: runnable since 20:00:01: CAPACITY:INSUFFICIENT_INSTANCE"]),
        (
            OUT_OF_MEMORY,
            [
                "attempt 1: exit 137, OutOfMemoryError: Container killed due to memory usage",
            ],
        ),
        (
            NEVER_STARTED,
            ["attempt 1: CannotPullContainerError: no", "Essential container in task exited"],
        ),
        (KILLED, ["Job killed by a person"]),
    ],
)
def test_what_happened_is_told_attempt_by_attempt(job: JobRecord, lines: list[str]) -> None:
    assert list(happened(job)) == lines


def test_a_row_names_the_job_its_state_and_how_long_it_took() -> None:
    [row] = [line for line in seen(jobs_table([RECLAIMED], now=NOW)).splitlines() if "4c7" in line]

    assert row.split()[:9] == [
        *("4c7599ae", "digits", "SUCCEEDED", "2"),
        *("16", "Nov", "20:01", "5m", "08s"),
    ]


@pytest.mark.parametrize("part", [":3", "#1", ":12345"])
def test_a_part_of_a_job_is_told_apart_from_the_others(part: str) -> None:
    job = replace(RECLAIMED, job_id=f"{RECLAIMED.job_id}{part}")

    assert f"4c7599ae{part} " in seen(jobs_table([job], now=NOW))


def test_a_block_does_not_make_a_wait_look_shorter() -> None:
    again = replace(STORY[0], event_id="0", at=NOW, blocks_queue=True, state_reason="CAPACITY:X")

    assert [*happened(record_of([STORY[0], again]))] == [
        "attempt 1: runnable since 20:00:01: CAPACITY:X"
    ]


def test_a_job_that_runs_has_taken_as_long_as_until_now() -> None:
    assert "58m 25s" in seen(jobs_table([RUNNING_AGAIN], now=NOW))


def test_a_job_that_never_started_has_neither_tries_nor_times() -> None:
    [row] = [line for line in seen(jobs_table([WAITING], now=NOW)).splitlines() if "aaaa" in line]

    assert row.split()[:6] == ["aaaa0000", "digits", "RUNNABLE", "-", "-", "-"]


def test_a_hundred_columns_hold_every_word() -> None:
    long = replace(RECLAIMED, name="a-name-that-is-far-longer-than-anybody-would-like")
    table = seen(jobs_table([long, OUT_OF_MEMORY], now=NOW), width=100)

    assert max(len(line.rstrip()) for line in table.splitlines()) <= 100
    for word in f"{HOST} -> retried OutOfMemoryError: SUCCEEDED FAILED".split():
        assert word in table


def test_a_long_reason_is_broken_and_never_cut() -> None:
    reason = "Canceled due to reason: MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE"
    table = seen(jobs_table([replace(KILLED, state_reason=reason)], now=NOW), width=80)

    assert "\N{HORIZONTAL ELLIPSIS}" not in table


def test_an_array_has_the_times_and_the_states_of_its_children() -> None:
    told = seen(jobs_table([ARRAY], now=NOW, parts={ARRAY.job_id: CHILDREN}), width=120)
    [row] = [line for line in told.splitlines() if "4c7599ae" in line]

    assert "16 Nov 20:00 59m 20s" in " ".join(row.split())
    assert "children: 1 RUNNABLE, 1 SUCCEEDED, 1 FAILED" in " ".join(told.split())


def test_brackets_in_a_reason_are_no_markup() -> None:
    job = replace(RECLAIMED, attempts={1: Attempt(reason="[red]it said so[/red]")})

    assert "[red]it said so[/red]" in " ".join(seen(jobs_table([job], now=NOW)).split())


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0s"), (59.4, "59s"), (60, "1m 00s"), (3599, "59m 59s"), (7500, "2h 05m"), (-3, "0s")],
)
def test_a_duration_is_told_in_two_units(seconds: float, words: str) -> None:
    assert duration(timedelta(seconds=seconds)) == words
