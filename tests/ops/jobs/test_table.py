"""The table of jobs tells at one look which of them needs one, on narrow terminals too."""

from datetime import timedelta

import pytest

from millrace.domain.job import Facts, JobRecord, Kind, State
from ops.jobs.cells import cost
from ops.jobs.table import JobsTable, ThingsTable
from tests.ops.jobs.world import NOW, job, thing
from tests.ops.jobs_in_ledger import seen

FAILED = job(
    state=State.FAILED,
    reason="OutOfMemoryError: Container killed due to memory usage",
    usd=12.5,
    facts=Facts(team="vision", pipeline="digits"),
)


def shown(*jobs: JobRecord, width: int) -> list[str]:
    table = JobsTable(jobs, NOW)
    return [" ".join(line.split()) for line in seen(table, width=width).splitlines()]


def test_a_wide_terminal_has_every_column() -> None:
    head, _, row = shown(FAILED, width=140)

    assert head == "job kind team pipeline state failure time cost opened UTC"
    assert row == (
        "4c7599ae digits single vision digits FAILED out-of-memory 10m 00s $12.50 16 Nov 20:00"
    )


def test_a_narrow_terminal_has_the_failure_below_the_state() -> None:
    head, _, first, second = shown(FAILED, width=80)

    assert head == "job state time cost opened UTC"
    assert first == "4c7599ae digits FAILED 10m 00s $12.50 16 Nov 20:00"
    assert second == "out-of-memory"


@pytest.mark.parametrize("width", [80, 100, 140])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    long = job("training-job/" + "a-name-of-63-letters" * 3, kind=Kind.TRAINING)
    table = seen(JobsTable([FAILED, long], NOW), width=width)

    assert max(len(line.rstrip()) for line in table.splitlines()) <= width
    told = "".join(line.split(" ")[0] for line in table.splitlines()[2:])
    assert "a-name-of-63-letters" * 3 in told


def test_a_job_that_waits_says_for_how_long() -> None:
    waits = job(state=State.RUNNABLE, ago=timedelta(hours=5))

    assert shown(waits, width=80)[-1] == "4c7599ae digits RUNNABLE 4h 59m - 16 Nov 16:00"


def test_brackets_in_a_name_are_no_markup() -> None:
    assert "[red]x[/red]" in " ".join(shown(job(name="[red]x[/red]"), width=80))


@pytest.mark.parametrize(
    ("usd", "told"),
    [(None, "-"), (0.0, "$0.00"), (0.004, "<$0.01"), (0.01, "$0.01"), (1234.5, "$1,234.50")],
)
def test_a_cost_is_told_in_dollars_and_cents(usd: float | None, told: str) -> None:
    assert cost(usd) == told


def test_what_has_no_end_tells_since_when_it_is_as_it_is_and_why() -> None:
    alarm = thing("alarm/Dead", State.BROKEN, Kind.ALARM, reason="Threshold Crossed")
    row = [*seen(ThingsTable([alarm]), width=80).splitlines()][-1]

    assert " ".join(row.split()) == "Dead alarm BROKEN 16 Nov 20:01 Threshold Crossed"
