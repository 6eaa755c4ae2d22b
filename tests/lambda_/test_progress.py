"""What a job has left to do, as far as one can tell from outside."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from millrace.domain.job import Attempt, Facts, JobRecord, Moment, State
from millrace.domain.progress import work_left

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTES = timedelta(minutes=1)


def record(*attempts: Attempt, work_minutes: int | None = 240) -> JobRecord:
    return JobRecord(
        job_id="4c75",
        name="digits",
        queue="q",
        definition="d",
        state=State.RUNNING,
        state_reason=None,
        attempts=dict(enumerate(attempts, start=1)),
        timeline={"e": Moment(event_id="e", at=NOON, state=State.RUNNING, attempt=1)},
        submitted_at=NOON,
        updated_at=NOON,
        facts=Facts(work_minutes=work_minutes),
    )


ENDED = Attempt(started_at=NOON, stopped_at=NOON + HOUR, exit_code=143)


def test_nobody_knows_what_was_never_estimated() -> None:
    assert work_left(record(ENDED, work_minutes=None)) is None


@pytest.mark.parametrize(
    ("attempt", "minutes_done"),
    [
        (ENDED, 58),
        (replace(ENDED, exit_code=None, reason="Host EC2 (instance i-1) terminated."), 48),
        (replace(ENDED, exit_code=1), 48),
        (replace(ENDED, stopped_at=NOON + 9 * MINUTES, exit_code=1), 0),
        (Attempt(reason="Task failed to start"), 0),
    ],
    ids=["told to go", "lost its host", "broke", "lost all it did", "never started"],
)
def test_an_attempt_counts_as_far_as_it_has_saved(attempt: Attempt, minutes_done: int) -> None:
    assert work_left(record(attempt)) == (240 - minutes_done) * MINUTES


def test_what_runs_now_counts_if_one_says_when_now_is() -> None:
    running = record(ENDED, Attempt(started_at=NOON + 2 * HOUR))

    assert work_left(running) == (240 - 58) * MINUTES
    assert work_left(running, now=NOON + 3 * HOUR) == (240 - 58 - 58) * MINUTES


def test_there_is_never_less_than_nothing_to_do() -> None:
    assert work_left(record(ENDED, work_minutes=30)) == timedelta(0)
