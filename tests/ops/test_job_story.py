"""One job's story is told attempt by attempt, and then in the order of time."""

from dataclasses import replace

import pytest

from millrace.domain.job import Kind, State
from ops.ledger_story import story
from tests.ops.jobs_in_ledger import (
    ARRAY,
    BLOCKING,
    CHILDREN,
    NOW,
    RECLAIMED,
    RUNNING_AGAIN,
    STORY,
    WAITING,
    record_of,
    seen,
)


def rows(text: str) -> list[str]:
    """Each line with its columns one space apart."""
    return [" ".join(line.split()) for line in text.splitlines()]


def test_the_head_says_what_and_where() -> None:
    told = rows(seen(story(RECLAIMED, now=NOW)))

    assert told[0] == "digits SUCCEEDED 4c7599ae-0a82-49aa-ba5a-4727fcce14a8"
    assert "queue gpu" in told
    assert "definition digits:3" in told
    assert "submitted 2026-11-16 20:00:00 UTC" in told
    assert "took 5m 08s" in told


def test_each_attempt_has_its_end_and_its_log() -> None:
    told = rows(seen(story(RECLAIMED, now=NOW)))

    host = "Host EC2 (instance i-0a1b2c3d4e5f67890) terminated. -> retried"
    log = "digits/default/0000000000000000000000000000000"
    assert f"1 20:01:35 1m 35s {host}" in told
    assert "2 20:04:45 1m 58s exit 0" in told
    assert {f"log stream 1 {log}1", f"log stream 2 {log}2"} <= {*told}


def test_eighty_columns_break_no_log_stream() -> None:
    """It is copied."""
    told = rows(seen(story(RECLAIMED, now=NOW), width=80))

    assert "log stream 2 digits/default/00000000000000000000000000000002" in told


def test_an_attempt_that_has_not_ended_says_so() -> None:
    told = rows(seen(story(RUNNING_AGAIN, now=NOW), width=200))

    assert "2 20:04:45 - running" in told
    assert "took 58m 25s so far" in told


def test_the_timeline_is_in_the_order_of_time_whatever_came_first() -> None:
    told = rows(seen(story(record_of(reversed(STORY)), now=NOW)))

    assert told[-7:] == [
        "16 Nov 20:00:01 1 RUNNABLE",
        "16 Nov 20:01:02 1 STARTING 1m 01s",
        "16 Nov 20:01:35 1 RUNNING 33s",
        "16 Nov 20:03:11 2 RUNNABLE 1m 36s",
        "16 Nov 20:04:10 2 STARTING 59s",
        "16 Nov 20:04:45 2 RUNNING 35s",
        "16 Nov 20:06:43 2 SUCCEEDED 1m 58s",
    ]


def test_a_job_without_attempts_has_no_table_of_them() -> None:
    told = seen(story(replace(WAITING, submitted_at=None), now=NOW))

    assert "log stream" not in told
    assert "submitted -" in rows(told)
    assert "took -" in rows(told)


def test_a_block_is_told_where_it_happened_with_its_reason() -> None:
    told = rows(seen(story(BLOCKING, now=NOW)))

    assert "time (UTC) attempt state after blocked its queue" in told
    assert told[-1] == "16 Nov 20:15:00 1 RUNNABLE CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY"


@pytest.mark.parametrize(
    ("kind", "size", "row"),
    [
        (Kind.ARRAY, 12, "kind array of 12 children"),
        (Kind.MULTI_NODE, 2, "kind multi-node of 2 nodes"),
        (Kind.CHILD, None, "kind child"),
    ],
)
def test_a_job_of_many_parts_says_so(kind: Kind, size: int | None, row: str) -> None:
    assert row in rows(seen(story(replace(RECLAIMED, kind=kind, size=size), now=NOW)))


def test_a_single_job_says_nothing_about_it() -> None:
    assert not [row for row in rows(seen(story(RECLAIMED, now=NOW))) if row.startswith("kind")]


def test_a_job_in_parts_counts_them_and_shows_those_that_have_not_succeeded() -> None:
    told = rows(seen(story(ARRAY, now=NOW, parts=CHILDREN)))

    assert "children 1 RUNNABLE, 1 SUCCEEDED, 1 FAILED" in told
    assert "took 58m 25s so far" not in told
    shown = [row.split()[0] for row in told if row.startswith("4c7599ae:")]
    assert shown == ["4c7599ae:10", "4c7599ae:2"]


def test_of_many_parts_the_first_are_shown() -> None:
    [failed] = [part for part in CHILDREN if part.state is State.FAILED]
    many = [replace(failed, job_id=f"{ARRAY.job_id}:{number}") for number in range(12)]

    told = rows(seen(story(ARRAY, now=NOW, parts=many)))

    assert len([row for row in told if row.startswith("4c7599ae:")]) == 10
    assert "and 2 more children that have not succeeded" in told


def test_parts_that_have_all_succeeded_are_only_counted() -> None:
    done = [replace(RECLAIMED, job_id=f"{ARRAY.job_id}:{number}") for number in range(3)]

    told = rows(seen(story(ARRAY, now=NOW, parts=done)))

    assert "children 3 SUCCEEDED" in told
    assert not [row for row in told if row.startswith("4c7599ae:")]
