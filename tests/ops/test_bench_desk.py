"""The bench of the job desk measures the real handler, stubbed where the network begins."""

import json
import os

import pytest

from millrace.adapters import clients
from millrace.handlers.record_job_events import log
from ops.bench import desk_imports
from ops.bench.__main__ import main
from ops.bench.desk_speed import Speed, speeds
from ops.bench.desk_stories import LENGTH


@pytest.fixture(scope="module")
def measured() -> list[Speed]:
    return speeds(jobs=20, rounds=1)


def test_every_event_of_every_job_is_recorded(measured: list[Speed]) -> None:
    assert [speed.events for speed in measured] == [20 * LENGTH] * 3
    assert all(speed.events_per_second > 0 for speed in measured)


def test_jobs_with_an_event_each_are_written_once_for_each_event(measured: list[Speed]) -> None:
    waves, _, alone = measured

    assert (waves.writes_per_event, alone.writes_per_event) == (1, 1)
    assert waves.calls_per_event < 0.3 < alone.calls_per_event


def test_a_batch_with_whole_stories_writes_each_job_once(measured: list[Speed]) -> None:
    stories = measured[1]

    # Twenty jobs in two batches, of which one job lies in both.
    assert stories.writes_per_event == round(21 / 140, 3)


def test_whatever_else_runs_in_the_process_finds_it_as_it_was() -> None:
    before = dict(os.environ), [getattr(each, "stream", None) for each in log.handlers]

    speeds(jobs=1, rounds=1)

    after = dict(os.environ), [getattr(each, "stream", None) for each in log.handlers]
    assert after == before
    assert clients.dynamodb.cache_info().currsize == 0


def test_programs_get_every_figure(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["desk", "--json", "--no-imports", "--jobs", "5", "--rounds", "1"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["imports"] is None
    assert set(told["speed"][0]) == {
        *("deliveries", "events", "events_per_second", "writes_per_event", "calls_per_event")
    }


def test_people_get_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["desk", "--no-imports", "--jobs", "5", "--rounds", "1"]) == 0

    assert "all events of 14 jobs" in capsys.readouterr().out


def test_a_start_is_measured_of_every_handler() -> None:
    assert {"act_on_jobs", "reconcile_ledger", "record_job_events"} <= {*desk_imports.handlers()}


def test_by_the_clock_more_work_takes_longer() -> None:
    assert desk_imports.cpu_seconds("sum(range(3_000_000))") > desk_imports.cpu_seconds("pass")
