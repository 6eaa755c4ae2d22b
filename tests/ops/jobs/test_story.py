"""One job's story is told attempt by attempt, and then in the order of time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from rich.console import RenderableType

from millrace.domain.job import Facts, JobRecord, Kind, State
from millrace.domain.orders import Do
from ops.jobs.chain import Chain
from ops.jobs.story import Story
from tests.ops.jobs.world import order
from tests.ops.jobs_in_ledger import (
    ARRAY,
    BLOCKING,
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


def story(
    job: JobRecord, *, now: datetime, parts: Sequence[JobRecord] = (), chain: Chain | None = None
) -> RenderableType:
    return Story(job=job, now=now, parts=parts, chain=chain or Chain()).told


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


def test_each_attempt_has_its_end() -> None:
    told = rows(seen(story(RECLAIMED, now=NOW)))

    host = "Host EC2 (instance i-0a1b2c3d4e5f67890) terminated. -> retried"
    assert f"1 20:01:35 1m 35s {host}" in told
    assert "2 20:04:45 1m 58s exit 0" in told


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


def test_what_is_not_known_has_no_line() -> None:
    told = seen(story(replace(WAITING, submitted_at=None), now=NOW))

    names = {row.split(" ")[0] for row in rows(told)}
    assert not names & {"submitted", "took", "attempt", "cost", "team", "deadline"}
    assert "waits 59m 59s" in rows(told)


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


def test_a_job_has_who_it_is_of_what_it_ran_on_and_what_it_cost() -> None:
    facts = Facts(
        team="vision",
        submitted_by="alice",
        pipeline="digits",
        instance_type="ml.g5.xlarge",
        instances=2,
        on_spot=True,
    )
    told = rows(seen(story(replace(RECLAIMED, facts=facts, usd=1.5), now=NOW)))

    assert {"team vision", "submitted by alice", "pipeline digits"} <= {*told}
    assert {"machine 2 x ml.g5.xlarge, spot", "cost $1.50 by list prices"} <= {*told}


@pytest.mark.parametrize(
    ("job", "line"),
    [
        (RECLAIMED, "deadline 2026-11-16 23:00:00 UTC, kept, 2h 00m of work"),
        (RUNNING_AGAIN, "deadline 2026-11-16 23:00:00 UTC, in 2h 00m, 2h 00m of work"),
        (OUT_OF_MEMORY, "deadline 2026-11-16 23:00:00 UTC, in 2h 00m, 2h 00m of work"),
    ],
)
def test_a_deadline_is_kept_or_told_from_now(job: JobRecord, line: str) -> None:
    facts = Facts(deadline=NOW + timedelta(hours=2), work_minutes=120)

    assert line in rows(seen(story(replace(job, facts=facts), now=NOW)))


def test_a_deadline_may_be_missed_or_over() -> None:
    late = Facts(deadline=NOW - timedelta(hours=1))

    ended = rows(seen(story(replace(RECLAIMED, facts=late), now=NOW)))
    assert "deadline 2026-11-16 20:00:00 UTC, missed" in ended
    going = rows(seen(story(replace(RUNNING_AGAIN, facts=late), now=NOW)))
    assert "deadline 2026-11-16 20:00:00 UTC, 1h 00m ago" in going


def test_what_the_desk_did_has_its_reason_and_what_came_of_it() -> None:
    orders = [order(Do.LARGER, result="9d1f00aa"), order(Do.NOTIFY)]
    job = replace(OUT_OF_MEMORY, orders={one.token: one for one in orders})

    told = rows(seen(story(job, now=NOW), width=120))

    assert "16 Nov 21:00:00 larger out-of-memory done 9d1f00aa" in told
    assert "16 Nov 21:00:00 notify out-of-memory due -" in told


def test_a_chain_names_the_jobs_before_and_after() -> None:
    chain = Chain(before=("first", "second"), after=("fourth",))
    told = rows(seen(story(RECLAIMED, now=NOW, chain=chain)))

    assert {"in place of second <- first", "continued by fourth"} <= {*told}
